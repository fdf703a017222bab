import { createApp } from "./src/app";
import { config } from "./src/config/environments";
import { withoutCreationStacks } from "./src/terraform";

withoutCreationStacks(() => {
  createApp(config).synth();
});
