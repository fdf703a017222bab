import { createApp } from "./src/app";
import { config } from "./src/config/environments";

createApp(config).synth();
