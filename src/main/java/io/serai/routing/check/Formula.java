package io.serai.routing.check;

import java.util.Set;

/**
 * An expression in one of Camel's languages.
 *
 * @param language its name
 * @param text what it says
 * @param at where it stands
 * @param owner the step that it is for
 * @param role the field of the owner that it is in, or the owner's name
 */
record Formula(String language, String text, Place at, Step owner, String role) {

  private static final Set<String> YES_OR_NO =
      Set.of("when", "filter", "validate", "handled", "continued", "onWhen", "retryWhile");

  /** Whether it answers yes or no. */
  boolean predicate() {
    return YES_OR_NO.contains(role);
  }
}
