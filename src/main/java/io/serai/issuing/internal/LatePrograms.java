package io.serai.issuing.internal;

import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The card programs, asked for when a step looks at one.
 *
 * @param programs where they are
 */
record LatePrograms(Supplier<CardPrograms> programs) implements CardPrograms {

  @Override
  public Optional<CardProgram> find(String routeSet, String name) {
    return programs.get().find(routeSet, name);
  }

  @Override
  public Optional<CardProgram> current(String name) {
    return programs.get().current(name);
  }

  @Override
  public Optional<CardProgram> ofNumber(String routeSet, String digits) {
    return programs.get().ofNumber(routeSet, digits);
  }
}
