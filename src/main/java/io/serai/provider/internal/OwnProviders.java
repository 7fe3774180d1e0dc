package io.serai.provider.internal;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The providers that this process speaks to, by {@code serai.providers}, so that one that is busy
 * can have processes of its own (S3.23); all of them where nothing is said.
 *
 * @param names their names; empty for all
 */
record OwnProviders(Set<String> names) {

  /** The reason of what was not sent by a process that does not speak to the provider. */
  static final String NOT_HERE = "not_here";

  static final OwnProviders ALL = new OwnProviders(Set.of());

  /** Reads a list such as {@code van-a,van-b}. */
  static OwnProviders of(String list) {
    return new OwnProviders(
        Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether this process speaks to it. */
  boolean has(String provider) {
    return names.isEmpty() || names.contains(provider);
  }
}
