import {html} from 'lit';
import {Element} from '../lib/element.js';
import {empty} from '../parts/states.js';

class SignedOutPage extends Element {
  render() {
    return html`
      <div class="page-head"><h1>Signed out</h1></div>
      ${empty('This browser has forgotten who you are', html`<a href="/sign-in">Sign in again</a>`)}`;
  }
}
customElements.define('signed-out-page', SignedOutPage);
