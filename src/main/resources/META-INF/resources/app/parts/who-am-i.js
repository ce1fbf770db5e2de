import {html, nothing} from 'lit';
import {get, send} from '../lib/api.js';
import {Element} from '../lib/element.js';

/** The name of who is signed in, and the way out. Nothing where nobody has to sign in. */
class WhoAmI extends Element {
  static properties = {session: {state: true}};

  connectedCallback() {
    super.connectedCallback();
    get('/api/session').then(session => (this.session = session), () => {});
  }

  async signOut() {
    await send('DELETE', '/api/session');
    location.assign('/signed-out');
  }

  render() {
    const {mode, name, roles} = this.session ?? {};
    return name && mode !== 'none'
      ? html`<span class="who" title=${roles.join(', ')}>${name}</span>
        <button type="button" class="small" @click=${this.signOut}>Sign out</button>`
      : nothing;
  }
}
customElements.define('who-am-i', WhoAmI);
