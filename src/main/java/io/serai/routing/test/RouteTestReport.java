package io.serai.routing.test;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What became of a run.
 *
 * @param tests the tests, in the order of the files
 * @param untaken branches that no test took and rules that decided in none, by file and line
 * @param branches how many branches and rules there are
 * @param taken how many of them were taken
 * @param millis how long it took
 */
public record RouteTestReport(
    List<Result> tests, List<Branch> untaken, int branches, int taken, long millis) {

  /**
   * A test.
   *
   * @param name what it says
   * @param file its file
   * @param line where it begins; 1 for a file that cannot be read
   * @param mismatches what was not as expected; empty if it passed
   */
  public record Result(String name, String file, int line, List<Mismatch> mismatches) {

    /** Whether all was as expected. */
    @JsonProperty
    public boolean passed() {
      return mismatches.isEmpty();
    }
  }

  /**
   * Something that was not as expected.
   *
   * @param file the test's file
   * @param line the expectation's line
   * @param what what of the test, and what was expected and came instead
   */
  public record Mismatch(String file, int line, String what) {}

  /**
   * A branch of a route or Kamelet, or a rule of a card program.
   *
   * @param file its file
   * @param line its line
   * @param what the route and the branch, or the program and the rule
   */
  public record Branch(String file, int line, String what) {}

  /** How many tests did not pass. */
  public long failed() {
    return tests.stream().filter(test -> !test.passed()).count();
  }

  /** For people: a line for each test, its mismatches, and what no test took. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Result test : tests) {
      text.append(test.passed() ? "ok    " : "WRONG ")
          .append("%s:%d  %s%n".formatted(test.file(), test.line(), test.name()));
      test.mismatches()
          .forEach(
              one ->
                  text.append("      %s:%d: %s%n".formatted(one.file(), one.line(), one.what())));
    }
    if (!untaken.isEmpty()) {
      text.append("No test took:%n".formatted());
      untaken.forEach(
          one -> text.append("      %s:%d: %s%n".formatted(one.file(), one.line(), one.what())));
    }
    return text.append(
            "%d tests, %d wrong; %d of %d branches taken; %d.%d s%n"
                .formatted(
                    tests.size(), failed(), taken, branches, millis / 1000, millis % 1000 / 100))
        .toString();
  }
}
