/**
 * Puts whoever opens a channel where the unread begins, as soon as the list has been read from the page and before it is drawn:
 * left to the page's own script, the list would first be drawn at its newest and jump (0.57 of cumulative layout shift measured on
 * a slow line). Loaded in the head, so that the name is known when the element comes by.
 */
class ReadingPlace extends HTMLElement {
  connectedCallback() {
    // In the first frame: before it the style sheets may not be there, and the list does not scroll yet.
    requestAnimationFrame(toUnread);
  }
}

/** An address that names a message is the browser's own to go to. */
function toUnread() {
  if (location.hash === '')
    document.querySelector('[role="log"] .unread')?.scrollIntoView({ block: 'nearest' });
}

if (!customElements.get('reading-place')) customElements.define('reading-place', ReadingPlace);
