import { App, TerraformStack } from "cdktf";

const app = new App({ stackTraces: false });
new TerraformStack(app, "empty");
app.synth();
