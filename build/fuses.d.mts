export declare function setFuses(binary: string, options?: { isMacAdHoc?: boolean }): Promise<void>;
export declare function findFuseFaults(binary: string): Promise<string[]>;
