/** Writes the hardened configuration, in which every switch is on, to a folder, for tools such as `.ci/policies`. */
import { createApp } from "../../src/app";
import { hardenedConfig } from "./hardened";

const [, , outdir] = process.argv;
if (outdir === undefined) throw new Error("name the folder to write to");
createApp(hardenedConfig, { outdir }).synth();
