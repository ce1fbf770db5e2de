import {html, nothing} from 'lit';
import {streamAddress} from '../lib/addresses.js';
import {post, send} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {duration, number, rate} from '../lib/format.js';
import {RANGES, rangeOf} from '../lib/ranges.js';
import {router} from '../lib/router.js';
import {Action} from '../parts/action.js';
import {activity} from '../parts/activity.js';
import {badge} from '../parts/badge.js';
import {chart} from '../parts/chart.js';
import {confirm} from '../parts/confirm.js';
import {consumersTable} from '../parts/consumers-table.js';
import {facts} from '../parts/facts.js';
import {trend, unknownLag} from '../parts/group-cells.js';
import {histogram} from '../parts/histogram.js';
import {icons} from '../parts/icons.js';
import {rangePicker} from '../parts/range-picker.js';
import {settings} from '../parts/settings.js';
import {empty, unsampled} from '../parts/states.js';
import {term} from '../parts/terms.js';
import {units} from '../parts/units.js';
import '../parts/endpoint-panel.js';
import {groupReplays} from '../parts/replays.js';
import '../parts/pending-list.js';

class GroupPage extends Element {
  static properties = {live: {}, name: {}, query: {}};
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
        ${group ? html`<div class="actions">${group.configured ? this.button(group) : this.foreign(group)}</div>` : nothing}
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

  /** This service does not read for it, so it cannot pause it. */
  foreign(group) {
    return html`<span class="muted" title="Only the program whose consumers these are can pause them">a group of another program</span>
      <button type="button" class="danger" ?disabled=${this.#action.running} @click=${() => this.remove(group)}>${icons.discard} Delete</button>`;
  }

  async remove({stream, name, pending, lag}) {
    const agreed = await confirm({
      title: `Delete ${name}?`,
      text: html`<p>Another program reads <code>${stream}</code> with it. Redis forgets where it was and the ${number(pending)}
        entries that are pending${lag ? html`; ${number(lag)} more are not delivered yet` : nothing}. If the program still runs, it fails
        until it creates the group again.</p>`,
      action: 'Delete the group',
      danger: true,
    });
    if (agreed && await this.#action.run(
      () => send('DELETE', `/api/streams/${encodeURIComponent(stream)}/groups/${encodeURIComponent(name)}`),
      () => 'The group is deleted.',
    )) {
      router.go(streamAddress(stream));
    }
  }

  sampled(group) {
    return html`
      ${this.facts(group)}
      <div class="section-head"><h2>Over time</h2>${rangePicker(rangeOf(this.query), RANGES)}</div>
      ${this.overTime(group)}
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
      ${group.configured ? groupReplays(group) : nothing}
      ${settings(group)}`;
  }

  facts(group) {
    const oldest = group.oldestPending;
    return facts([
      {name: term('lag'), value: html`${group.lag === null ? unknownLag : number(group.lag)} ${trend(group.trend)}`,
        note: 'entries not delivered yet'},
      {name: term('oldestWaiting'), value: duration(group.lagMillis)},
      {name: term('pending'), value: number(group.pending), note: 'delivered, not done'},
      {name: term('oldestPending'), value: oldest ? duration(oldest.ageMillis) : 'none',
        note: oldest ? `delivered ${oldest.deliveries} × · idle ${duration(oldest.idleMillis)}` : null},
      {name: 'Processed', value: rate(group.processedPerSecond)},
      {name: term('retrying'), value: number(group.retrying), href: `/events?${new URLSearchParams({group: group.name, status: 'retrying'})}`,
        note: group.dueRetries ? `${number(group.dueRetries)} due` : null},
      {name: term('deadLetters'), value: number(group.deadLetters), tone: group.deadLetters ? 'bad' : '',
        href: `/dead-letters?${new URLSearchParams({group: group.name})}`},
    ]);
  }

  /** The failures of the last minutes are those of the last quarter of an hour: they are counted by the minute. */
  overTime(group) {
    const range = rangeOf(this.query);
    return range ? activity(range, group.name) : html`${this.charts(group.history)}${activity('15m', group.name, {brief: true})}`;
  }

  charts(history) {
    const at = history?.at ?? [];
    const series = (label, key, tone, unit) => ({label, values: history?.[key] ?? [], tone, ...unit});
    return html`<div class="card charts-3 live-numbers">
      ${chart('Entries', at, [
        series('lag', 'lag', 'series-2', units.entries), series('pending', 'pending', 'series-3', units.entries),
      ], {large: true})}
      ${chart('Age', at, [
        series('oldest waiting', 'lagMillis', 'series-2', units.time),
        series('oldest pending', 'oldestPendingMillis', 'series-3', units.time),
      ], {large: true})}
      ${chart('Throughput', at, [series('processed', 'processedPerSecond', 'series-1', units.rate)], {large: true})}
    </div>`;
  }
}
customElements.define('group-page', GroupPage);
