/** The output folder of a synth: `CDKTF_OUTDIR`, or else CDKTF's default. */
export const OUTDIR = process.env.CDKTF_OUTDIR ?? "cdktf.out";
