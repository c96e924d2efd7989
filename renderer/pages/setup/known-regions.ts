/** Regions that offer Claude on Bedrock, by geography (AWS General Reference, Bedrock endpoints). Others can be typed. */
export const KNOWN_REGIONS: readonly { readonly geography: string; readonly regions: readonly string[] }[] = [
  { geography: 'United States', regions: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'] },
  { geography: 'Canada and South America', regions: ['ca-central-1', 'sa-east-1'] },
  {
    geography: 'Europe',
    regions: [
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'eu-central-1',
      'eu-central-2',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
    ],
  },
  {
    geography: 'Asia Pacific',
    regions: [
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-northeast-3',
      'ap-south-1',
      'ap-south-2',
      'ap-southeast-1',
      'ap-southeast-2',
      'ap-southeast-4',
    ],
  },
  { geography: 'Middle East and Africa', regions: ['il-central-1', 'me-central-1', 'af-south-1'] },
  { geography: 'GovCloud', regions: ['us-gov-east-1', 'us-gov-west-1'] },
];
