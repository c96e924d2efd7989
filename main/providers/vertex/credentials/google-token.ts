/** What every call of Vertex needs. */
export const CLOUD_PLATFORM = 'https://www.googleapis.com/auth/cloud-platform';
