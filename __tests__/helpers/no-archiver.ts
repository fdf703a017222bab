/** Stands in for archiver, which tests load with CDKTF and never call. */
export {};
