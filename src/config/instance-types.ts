/** Families of x86_64 types that start the image (AWS, Amazon EC2 instance types by family). */
const FAMILIES = new Set(
  `t2 t3 t3a
  m3 m4 m5 m5a m5ad m5d m5dn m5n m5zn m6a m6i m6id m6idn m6in m7a m7i m7i-flex m8a m8azn m8i m8i-flex m8ib m8id m8in m8ine
  c3 c4 c5 c5a c5ad c5d c5n c6a c6i c6id c6in c7a c7i c7i-flex c8a c8i c8i-flex c8ib c8id c8in c8ine
  r3 r4 r5 r5a r5ad r5b r5d r5dn r5n r6a r6i r6id r6idn r6in r7a r7i r7iz r8a r8i r8i-flex r8ib r8id r8in
  x1 x1e x2idn x2iedn x2iezn x8aedz x8i z1d u-3tb1 u-6tb1 u7i-6tb u7i-8tb u7i-12tb u7in-16tb u7in-24tb u7in-32tb
  d2 d3 d3en h1 i2 i3 i3en i4i i7i i7ie hpc6a hpc6id hpc7a hpc8a
  dl1 dl2q f2 g4ad g4dn g5 g6 g6e g6f g7e gr6 gr6f inf1 inf2 p3dn p4d p4de p5 p5e p5en p6-b200 p6-b300 trn1 trn1n trn2 vt1`.split(
    /\s+/,
  ),
);

const BURSTABLE = /^t\d/;
const SIZES = /^(?:medium|\d*x?large|metal(?:-\d+xl)?)$/;
const BURSTABLE_MEMORY_MIB: Readonly<Record<string, number>> = {
  nano: 512,
  micro: 1024,
  small: 2048,
  medium: 4096,
  large: 8192,
  xlarge: 16_384,
  "2xlarge": 32_768,
};

const partsOf = (type: string) => {
  const [family = "", size = ""] = type.split(".");
  return { family, size };
};

/** Whether a type has a Graviton processor, which does not start the image for amd64. */
export const isGraviton = (type: string): boolean =>
  /^(?:a1|[a-z]+\d+[a-z]*g[a-z]*)[.-]/.test(type) && !FAMILIES.has(partsOf(type).family);

/** Whether AWS has a type that starts the image. Of sizes only those of burstable types are known by family. */
export function isInstanceType(type: string): boolean {
  const { family, size } = partsOf(type);
  if (type !== `${family}.${size}` || !FAMILIES.has(family)) return false;
  return BURSTABLE.test(family) ? size in BURSTABLE_MEMORY_MIB : SIZES.test(size);
}

/** The memory of a small type; undefined for others, which have 4 GiB or more. */
export function memoryMiB(type: string): number | undefined {
  const { family, size } = partsOf(type);
  if (BURSTABLE.test(family)) return BURSTABLE_MEMORY_MIB[size];
  return family.startsWith("c") && size === "medium" ? 2048 : undefined;
}
