import { synthesize } from "./src/app";
import { config } from "./src/config/config";

synthesize(config);
