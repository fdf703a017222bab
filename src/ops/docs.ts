/** `npm run docs`: writes what is generated under docs. */
import { writeFileSync } from "node:fs";
import { configurationReference } from "./configuration-reference";

writeFileSync("docs/configuration.md", configurationReference());
console.log("wrote docs/configuration.md");
