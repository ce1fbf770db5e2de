import {html, nothing} from 'lit';
import {streamAddress} from '../lib/addresses.js';
import {post} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {duration, number, rate} from '../lib/format.js';
import {Action} from '../parts/action.js';
import {badge} from '../parts/badge.js';
import {chart} from '../parts/chart.js';
import {confirm} from '../parts/confirm.js';
import {consumersTable} from '../parts/consumers-table.js';
import {facts} from '../parts/facts.js';
import {trend, unknownLag} from '../parts/group-cells.js';
import {histogram} from '../parts/histogram.js';
import {icons} from '../parts/icons.js';
import {settings} from '../parts/settings.js';
import {empty, unsampled} from '../parts/states.js';
import {units} from '../parts/units.js';
import '../parts/endpoint-panel.js';
import '../parts/pending-list.js';

class GroupPage extends Element {
  static properties = {live: {}, name: {}};
  #action = new Action(this);

  async pause() {
    const agreed = await confirm({
      title: `Pause ${this.name}?`,
      text: html`<p>Its workers finish what they have and read no more, in all instances, until somebody resumes it. Entries
        wait in the stream meanwhile; nothing is lost.</p>`,
      action: 'Pause the group',
    });
    if (agreed) {
      this.steer('pause', 'The group is paused.');
    }
  }

  steer(what, done) {
    this.#action.run(() => post(`/api/groups/${encodeURIComponent(this.name)}/${what}`), () => done);
  }

  render() {
    const group = this.live.sample?.group;
    return html`
      <p class="crumbs"><a href="/">Overview</a> / ${group
        ? html`<a href=${streamAddress(group.stream)}>${group.stream}</a> /` : nothing} Group</p>
      <div class="page-head">
        <h1>${this.name}</h1>
        ${group?.paused ? badge('paused') : nothing}
        ${group?.configured ? html`<div class="actions">${this.button(group)}</div>` : nothing}
      </div>
      ${this.#action.draw()}
      ${group ? this.sampled(group) : unsampled(this.live)}`;
  }

  button({paused}) {
    return paused
      ? html`<button type="button" class="primary" ?disabled=${this.#action.running}
          @click=${() => this.steer('resume', 'The group works again.')}>${icons.play} Resume</button>`
      : html`<button type="button" ?disabled=${this.#action.running} @click=${this.pause}>${icons.pause} Pause</button>`;
  }

  sampled(group) {
    return html`
      ${this.facts(group)}
      ${this.charts(group.history)}
      <div class="columns">
        ${histogram({title: 'Attempts of events that are retrying or dead', unit: 'Attempts', list: group.attempts,
          none: 'No event is retrying or dead.'})}
        ${histogram({title: 'Deliveries of what is pending', unit: 'Deliveries', list: group.deliveries,
          none: 'Nothing is pending.'})}
      </div>
      <div class="section-head"><h2>Consumers</h2></div>
      ${group.consumers.length ? consumersTable([group]) : empty('The group has no consumer', group.paused
        ? 'It is paused.' : 'Is an instance running whose workers are on?')}
      ${group.settings?.push
        ? html`<endpoint-panel .group=${this.name} .push=${group.settings.push}></endpoint-panel>` : nothing}
      <pending-list .group=${this.name} .stream=${group.stream}></pending-list>
      ${settings(group)}`;
  }

  facts(group) {
    const oldest = group.oldestPending;
    return facts([
      {name: 'Lag', value: html`${group.lag === null ? unknownLag : number(group.lag)} ${trend(group.trend)}`,
        note: 'entries not delivered yet'},
      {name: 'Oldest waits', value: duration(group.lagMillis)},
      {name: 'Pending', value: number(group.pending), note: 'delivered, not done'},
      {name: 'Oldest pending', value: oldest ? duration(oldest.ageMillis) : 'none',
        note: oldest ? `delivered ${oldest.deliveries} × · idle ${duration(oldest.idleMillis)}` : null},
      {name: 'Processed', value: rate(group.processedPerSecond)},
      {name: 'Retrying', value: number(group.retrying), href: `/events?${new URLSearchParams({group: group.name, status: 'retrying'})}`,
        note: group.dueRetries ? `${number(group.dueRetries)} due` : null},
      {name: 'Dead letters', value: number(group.deadLetters), tone: group.deadLetters ? 'bad' : '',
        href: `/dead-letters?${new URLSearchParams({group: group.name})}`},
    ]);
  }

  charts(history) {
    const at = history?.at ?? [];
    const series = (label, key, tone, unit) => ({label, values: history?.[key] ?? [], tone, ...unit});
    return html`<div class="card charts-3 live-numbers">
      ${chart('Entries', at, [
        series('lag', 'lag', 'series-2', units.entries), series('pending', 'pending', 'series-3', units.entries),
      ], {large: true})}
      ${chart('Age', at, [
        series('oldest waits', 'lagMillis', 'series-2', units.time),
        series('oldest pending', 'oldestPendingMillis', 'series-3', units.time),
      ], {large: true})}
      ${chart('Throughput', at, [series('processed', 'processedPerSecond', 'series-1', units.rate)], {large: true})}
    </div>`;
  }
}
customElements.define('group-page', GroupPage);
