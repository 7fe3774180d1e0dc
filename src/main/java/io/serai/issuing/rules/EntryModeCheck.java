package io.serai.issuing.rules;

import io.serai.issuing.EntryMode;
import io.serai.issuing.Usage.Used;
import java.util.Set;

/**
 * Declines by how the card was presented: no e-commerce, no magnetic stripe.
 *
 * @param listed whether these are allowed or denied
 * @param modes which
 * @param code DE39
 */
record EntryModeCheck(Listed listed, Set<EntryMode> modes, String code) implements Check {

  EntryModeCheck {
    modes = Set.copyOf(modes);
  }

  @Override
  public Verdict judge(Asked asked, Used used) {
    return Verdict.declinedUnless(listed.allows(modes.contains(asked.mode())), code);
  }
}
