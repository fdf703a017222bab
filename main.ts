import { synthesize } from "./src/app";
import { config } from "./src/config/environments";

synthesize(config);
