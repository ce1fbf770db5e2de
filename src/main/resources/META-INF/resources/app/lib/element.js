import {LitElement} from 'lit';

/** A component that renders into the page itself, so that one style sheet holds for all of them. */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }
}
