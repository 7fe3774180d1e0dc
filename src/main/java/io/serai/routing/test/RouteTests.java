package io.serai.routing.test;

import io.serai.routing.test.RouteTestReport.Branch;
import io.serai.routing.test.RouteTestReport.Mismatch;
import io.serai.routing.test.RouteTestReport.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the tests of a folder of routes: {@code tests/*.test.yaml} for routes, {@code
 * tests/*.rules.yaml} for the rules of card programs. No server is needed and nothing outside the
 * process is reached.
 */
public final class RouteTests {

  private static final String SUFFIX = ".test.yaml";
  private static final String RULES_SUFFIX = ".rules.yaml";

  private final Path routes;
  private final Path kamelets;

  /**
   * The tests of a folder.
   *
   * @param routes the folder of routes, with {@code tests} in it
   * @param kamelets the folder of Kamelets
   */
  public RouteTests(Path routes, Path kamelets) {
    this.routes = routes;
    this.kamelets = kamelets;
  }

  /**
   * Runs them all, which takes seconds.
   *
   * @throws io.serai.payment.SeraiException if the routes do not load; the message says why
   */
  public RouteTestReport run() {
    long began = System.nanoTime();
    List<Result> results = new ArrayList<>();
    List<RouteTest> tests = read(SUFFIX, TestFile::read, results);
    List<RuleTest> rules = read(RULES_SUFFIX, RuleTestFile::read, results);
    try (LoopbackHub hub = new LoopbackHub(routes, kamelets, links(tests));
        Arrivals arrivals = new Arrivals(hub)) {
      TestRun run = new TestRun(hub, arrivals);
      tests.forEach(test -> results.add(run.run(test)));
      RuleCoverage coverage = new RuleCoverage(routes);
      rules.forEach(test -> results.add(RuleTestRun.run(test, hub.programs(), coverage)));
      List<Branch> untaken = new ArrayList<>();
      hub.branches()
          .untaken()
          .forEach(one -> untaken.add(new Branch(one.file(), one.line(), one.what())));
      untaken.addAll(coverage.untaken());
      return new RouteTestReport(
          List.copyOf(results),
          List.copyOf(untaken),
          hub.branches().count() + coverage.count(),
          hub.branches().takenCount() + coverage.takenCount(),
          (System.nanoTime() - began) / 1_000_000);
    } catch (WrongTest wrong) {
      results.add(refused(wrong));
      return new RouteTestReport(List.copyOf(results), List.of(), 0, 0, 0);
    }
  }

  private static Set<String> links(List<RouteTest> tests) {
    return tests.stream()
        .flatMap(test -> test.steps().stream())
        .flatMap(
            step ->
                step.when() instanceof When.Iso iso
                    ? Stream.ofNullable(iso.link())
                    : Stream.empty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private <T> List<T> read(String suffix, Function<Path, List<T>> reader, List<Result> results) {
    List<T> tests = new ArrayList<>();
    for (Path file : files(suffix)) {
      try {
        tests.addAll(reader.apply(file));
      } catch (WrongTest wrong) {
        results.add(refused(wrong));
      }
    }
    return tests;
  }

  private static Result refused(WrongTest wrong) {
    Place place = wrong.place();
    return new Result(
        "the file is refused",
        place.file(),
        place.line(),
        List.of(new Mismatch(place.file(), place.line(), String.valueOf(wrong.getMessage()))));
  }

  private List<Path> files(String suffix) {
    Path folder = routes.resolve("tests");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }
}
