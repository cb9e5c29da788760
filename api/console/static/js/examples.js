/** Messages to try the console with: a vexed one, a calm one, one that nothing answers. */
export const EXAMPLES = [
  {
    subject: "Still no refund",
    name: "Dana Reyes",
    channel: "email",
    text: `Hi,

I sent my grinder back two weeks ago and there is still no money on my account. This is really frustrating.

When will I get my refund? And can I pause my Club deliveries while I'm away in August?

Dana`,
  },
  {
    subject: "",
    name: "Priya",
    channel: "chat",
    text: "hey! my kettle came with a dent in the side :( can you swap it? also how long does delivery take?",
  },
  {
    subject: "A question before we visit",
    name: "Mr. Okafor",
    channel: "email",
    text: `Good afternoon,

Could you tell me whether your roastery has step-free access, and whether we may bring a guide dog on the tour?

Kind regards,
Samuel Okafor`,
  },
];
