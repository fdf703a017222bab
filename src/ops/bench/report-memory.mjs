// Preloaded into a measured process: reports its peak memory to the parent.
process.on("exit", () => {
  process.send?.({ peakMemoryMb: process.resourceUsage().maxRSS / 1024 });
});
