export declare const TEST_ELECTRON_VERSION: string;
export declare function testElectronFolder(): string;
