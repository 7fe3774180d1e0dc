package io.serai.routing.check;

/** What is checked. Each has a chapter in {@code docs/route-rules.md}. */
enum Rule {
  /** The text is YAML that can be read in one way only. */
  C1,
  /** A file is where it is read, has its suffix and holds something. */
  C2,
  /** Every key and value is one that the format knows. */
  C3,
  /** Every component exists. */
  C4,
  /** Every option of an endpoint exists and has a fitting value. */
  C5,
  /** Every Kamelet and each of its parameters exist. */
  C6,
  /** Every expression compiles. */
  C7,
  /** Every bean and its method exist. */
  C8,
  /** Every property is known or has a default. */
  C9,
  /** Every target exists and is reached. */
  C10,
  /** Every route says its id, which is its own. */
  C11,
  /** What holds for a whole file stands before its routes. */
  C12,
  /** Kamelets keep the conventions. */
  C13,
  /** A payment step is one that the engine and the providers know. */
  C14,
  /** providers.yaml can be read. */
  C15,
  /** links.yaml can be read. */
  C16,
  /** caps.yaml and order-prices.yaml can be read. */
  C17,
  /** issuing.yaml can be read. */
  C18,
  /** A provider is reached through payment: alone. */
  R1,
  /** Connections are opened in routes/entries alone. */
  R2,
  /** Every call to the outside has a time-out. */
  R3,
  /** Nothing repeats a payment step. */
  R4,
  /** A step that may fail over says what happens after unknown. */
  R5,
  /** Nothing prints a card number. */
  R6,
  /** No secret stands in a file. */
  R7,
  /** Components come from the list. */
  R8,
  /** Languages and their functions come from the list. */
  R9,
  /** Steps come from the list. */
  R10,
  /** Headers that steer Camel are not set from input. */
  R11,
  /** No route makes objects. */
  R12
}
