package io.serai.routing.internal;

import io.serai.payment.SeraiException;
import io.serai.routing.check.Folders;
import io.serai.routing.check.RouteCheck;
import io.serai.routing.test.RouteTestReport;
import io.serai.routing.test.RouteTests;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What edited files must pass before they are loaded: the check, and their own tests.
 *
 * @param check the check
 */
record Candidates(RouteCheck check) {

  private static final Logger LOG = LoggerFactory.getLogger(Candidates.class);

  /**
   * Everything that is wrong with a copy of edited files, in lines for people; empty if nothing is.
   *
   * @param copy what is looked at
   * @param edited where whoever edits them knows them from
   */
  List<String> problems(Folders copy, Folders edited) {
    List<String> problems = new ArrayList<>(found(copy));
    if (problems.isEmpty() && Files.isDirectory(copy.routes().resolve("tests"))) {
      problems.addAll(failing(copy));
    }
    return problems.stream().map(problem -> named(problem, copy, edited)).toList();
  }

  private List<String> found(Folders copy) {
    try {
      return check.check(copy).stream().map(Object::toString).toList();
    } catch (RuntimeException e) {
      return List.of("the files cannot be checked: " + innermost(e));
    }
  }

  private static List<String> failing(Folders copy) {
    try {
      RouteTestReport report = new RouteTests(copy.routes(), copy.kamelets()).run();
      LOG.info("{} route tests, {} wrong", report.tests().size(), report.failed());
      return report.tests().stream()
          .flatMap(test -> test.mismatches().stream().map(one -> line(test.name(), one)))
          .toList();
    } catch (RuntimeException e) {
      return List.of("the tests cannot be run: " + innermost(e));
    }
  }

  /** What a person can do something about; the rest are the wrappings of who called whom. */
  static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof SeraiException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static String line(String test, RouteTestReport.Mismatch wrong) {
    return wrong.file() + ":" + wrong.line() + ": test '" + test + "': " + wrong.what();
  }

  static String named(String problem, Folders copy, Folders edited) {
    return problem
        .replace(copy.routes().toString(), edited.routes().toString())
        .replace(copy.kamelets().toString(), edited.kamelets().toString());
  }
}
