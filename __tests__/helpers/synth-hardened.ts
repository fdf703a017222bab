/** Synthesizes the hardened configuration, in which everything is on, into a folder: for tools that are no tests. */
import { createApp } from "../../src/app";
import { hardenedConfig } from "./hardened";

const [, , outdir] = process.argv;
if (outdir === undefined) throw new Error("name the folder to write to");
createApp(hardenedConfig, { outdir }).synth();
