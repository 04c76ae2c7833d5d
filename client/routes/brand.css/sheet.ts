import type { Place } from '#contract/place/index.ts';

/**
 * The brand as properties. By day as the place file has it (which checks the contrast); by night made so light
 * that any colour reads on the dark page, with the dark ink our own tokens have; the second way keeps it fresh, the first
 * is for browsers that cannot do it.
 */
export const brandSheet = ({ colour, ink, accent }: Place['brand']): string => `html:root {
  --brink-brand: ${colour};
  --brink-brand-strong: color-mix(in srgb, ${colour} 80%, black);
  --brink-on-brand: ${ink};
  --brink-accent: ${accent};
}

@media (prefers-color-scheme: dark) {
  html:root {
    --brink-brand: color-mix(in oklab, ${colour} 45%, white);
    --brink-brand-strong: color-mix(in oklab, ${colour} 30%, white);
    --brink-on-brand: #06200f;
    --brink-accent: color-mix(in oklab, ${accent} 50%, white);
  }

  @supports (color: oklch(from white l c h)) {
    html:root {
      --brink-brand: oklch(from ${colour} 0.8 calc(c * 1.3) h);
      --brink-brand-strong: oklch(from ${colour} 0.87 calc(c * 1.1) h);
    }
  }
}
`;
