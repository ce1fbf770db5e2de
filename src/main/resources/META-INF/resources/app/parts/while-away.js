import {Element} from '../lib/element.js';
import {configuration} from '../lib/configuration.js';

const joined = new Intl.ListFormat('en', {type: 'conjunction'});
const SHOWN = 4;

/** What becomes of events while Redis is away, by the way in which each configured stream is published to. */
class WhileAway extends Element {
  static properties = {streams: {state: true}};

  constructor() {
    super();
    this.streams = [];
    configuration().then(({streams}) => (this.streams = streams), () => {});
  }

  render() {
    const names = mode => named(this.streams.filter(one => (one.mode === 'outbox') === mode).map(one => one.stream));
    const [kept, refused] = [names(true), names(false)];
    return [
      kept && `Events for ${kept} are still accepted, into the outbox.`,
      refused && `Those for ${refused} are refused until Redis is back.`,
    ].filter(Boolean).join(' ');
  }
}
customElements.define('while-away', WhileAway);

function named(streams) {
  const more = streams.length - SHOWN;
  return joined.format(more > 0 ? [...streams.slice(0, SHOWN), `${more} more`] : streams);
}
