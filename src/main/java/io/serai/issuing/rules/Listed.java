package io.serai.issuing.rules;

/** Whether what a list names is allowed, or all but that. */
enum Listed {
  /** Only what the list names. */
  ALLOWED,
  /** All but what the list names; what is not said is allowed, too. */
  DENIED;

  boolean allows(boolean named) {
    return named == (this == ALLOWED);
  }
}
