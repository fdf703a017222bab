import { synthesize } from "../../app";
import { config } from "../../config/environments";

/** As many copies of an environment as the argument says. */
const count = Number(process.argv[2]);
const environments = Object.fromEntries(
  Array.from({ length: count }, (_, index) => [
    `bench${String(index)}`,
    { ...config.environments.prod, documentNames: false },
  ]),
);
synthesize({ ...config, environments });
