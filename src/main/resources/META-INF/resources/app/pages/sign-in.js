import {html, nothing} from 'lit';
import {post} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {wanted} from '../lib/sign-in.js';

/** Where a reader gives a token. It goes into a cookie that no script can read. */
class SignInPage extends Element {
  static properties = {problem: {state: true}, running: {state: true}};

  async submit(event) {
    event.preventDefault();
    const token = new FormData(event.target).get('token').trim();
    this.running = true;
    this.problem = null;
    try {
      await post('/api/session', {token});
      location.assign(wanted() ?? '/');
    } catch (problem) {
      this.problem = problem;
      this.running = false;
    }
  }

  render() {
    return html`
      <div class="page-head"><h1>Sign in</h1></div>
      <form class="card publish" @submit=${this.submit}>
        <p class="muted">With a token that <code>streams token create</code> has made.</p>
        <label class="field whole"><span>Token</span>
          <input type="password" name="token" required autocomplete="current-password" spellcheck="false"></label>
        ${this.problem ? html`<div class="message bad" role="alert"><p>${this.problem.message}</p></div>` : nothing}
        <div class="bar"><button class="primary" ?disabled=${this.running}>Sign in</button></div>
      </form>`;
  }
}
customElements.define('sign-in-page', SignInPage);
