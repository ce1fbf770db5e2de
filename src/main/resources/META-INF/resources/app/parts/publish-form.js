import {html, nothing} from 'lit';
import {get, send} from '../lib/api.js';
import {configuration} from '../lib/configuration.js';
import {Element} from '../lib/element.js';
import {parse} from '../lib/json.js';
import {body} from '../lib/kinds.js';
import './json-field.js';

/** The form of one kind of event. Tells `published` with the answer. */
class PublishForm extends Element {
  static properties = {kind: {}, query: {}, running: {state: true}, problem: {state: true}, suggestions: {state: true}};

  constructor() {
    super();
    this.suggestions = {};
  }

  firstUpdated() {
    const wanted = new Set(this.kind.fields.map(field => field.suggest));
    const known = {
      streams: () => configuration().then(found => found.streams.map(one => [one.stream])),
      types: () => configuration().then(found => found.eventTypes.map(one => [one.eventType])),
      users: () => get('/api/users', {limit: 50}).then(found => found.users.map(user => [user.id, user.username])),
      tasks: () => get('/api/tasks', {limit: 50}).then(found => found.tasks.map(task => [task.id, task.title])),
    };
    for (const [name, ask] of Object.entries(known)) {
      if (wanted.has(name)) {
        ask().then(list => (this.suggestions = {...this.suggestions, [name]: list}), () => {});
      }
    }
  }

  call() {
    const values = Object.fromEntries(new FormData(this.querySelector('form')));
    return {method: this.kind.method, path: this.kind.path(values), body: body(this.kind, values, parse)};
  }

  async submit(event) {
    event.preventDefault();
    const {method, path, body: content} = this.call();
    this.running = true;
    this.problem = null;
    try {
      const answer = await send(method, path, content);
      this.dispatchEvent(new CustomEvent('published', {detail: {kind: this.kind, content, answer}}));
    } catch (problem) {
      this.problem = problem;
    }
    this.running = false;
  }

  fill() {
    for (const field of this.kind.fields.filter(one => one.example)) {
      if (field.json) {
        this.querySelector(`json-field[name=${field.name}]`).text = field.example;
      } else {
        this.querySelector(`[name=${field.name}]`).value = field.example;
      }
    }
  }

  render() {
    return html`<form class="card publish" @submit=${this.submit}>
      <p class="muted">${this.kind.says} <code>${this.kind.method} ${this.kind.path({id: '…', taskId: '…'})}</code></p>
      <div class="publish-fields">${this.kind.fields.map(field => this.field(field))}</div>
      ${this.problem ? html`<div class="message bad" role="alert"><p>${this.problem.message}</p></div>` : nothing}
      <div class="bar">
        <button class="primary" ?disabled=${this.running}>${this.kind.method === 'DELETE' ? 'Delete' : 'Publish'}</button>
        ${this.kind.fields.some(field => field.example) ? html`<button type="button" @click=${this.fill}>Fill in an example</button>` : nothing}
      </div>
    </form>`;
  }

  field(field) {
    const wrong = this.problem?.of?.(field.name);
    if (field.json) {
      return html`<json-field class="whole" name=${field.name} .name=${field.name} .label=${field.label} ?required=${field.required}
        .violation=${wrong}></json-field>`;
    }
    return html`<label class="field ${field.long ? 'whole' : ''}">
      <span>${field.label}${field.required ? nothing : html` <i>optional</i>`}</span>
      ${this.input(field, wrong)}
      ${wrong ? html`<span class="fault">${wrong}</span>` : field.hint ? html`<span class="hint">${field.hint}</span>` : nothing}
    </label>
    ${field.suggest ? html`<datalist id="suggest-${field.suggest}">${this.suggestions[field.suggest]?.map(([value, label]) =>
      html`<option value=${value} label=${label ?? nothing}></option>`)}</datalist>` : nothing}`;
  }

  input(field, wrong) {
    if (field.choices) {
      return html`<select name=${field.name} ?required=${field.required}>
        <option value=""></option>${field.choices.map(choice => html`<option>${choice}</option>`)}</select>`;
    }
    if (field.long) {
      return html`<textarea name=${field.name} rows="3" ?required=${field.required} aria-invalid=${Boolean(wrong)}></textarea>`;
    }
    return html`<input name=${field.name} type=${field.time ? 'datetime-local' : field.type ?? 'text'} ?required=${field.required}
      step=${field.time ? '1' : nothing} class=${field.mono || field.in === 'path' ? 'mono' : ''} placeholder=${field.placeholder ?? nothing}
      list=${field.suggest ? `suggest-${field.suggest}` : nothing} value=${this.query[field.filledBy] ?? ''}
      aria-invalid=${Boolean(wrong)} autocomplete="off" spellcheck="false">`;
  }
}
customElements.define('publish-form', PublishForm);
