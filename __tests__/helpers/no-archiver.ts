/** Replaces archiver, which CDKTF loads and no test calls. */
export {};
