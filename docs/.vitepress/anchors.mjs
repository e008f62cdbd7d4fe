// The anchors that GitHub gives to headings: the site uses the same ones, so that a link works in both places.

/** @param {string} heading its text, without markup */
export const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
