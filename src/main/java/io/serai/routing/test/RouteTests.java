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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the route tests of a folder: {@code tests/*.test.yaml} beside its routes. No server is
 * needed and nothing outside the process is reached.
 */
public final class RouteTests {

  private static final String SUFFIX = ".test.yaml";

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
    List<RouteTest> tests = read(results);
    try (LoopbackHub hub = new LoopbackHub(routes, kamelets, links(tests));
        Arrivals arrivals = new Arrivals(hub)) {
      TestRun run = new TestRun(hub, arrivals);
      tests.forEach(test -> results.add(run.run(test)));
      List<Branch> untaken =
          hub.branches().untaken().stream()
              .map(one -> new Branch(one.file(), one.line(), one.what()))
              .toList();
      return new RouteTestReport(
          List.copyOf(results),
          untaken,
          hub.branches().count(),
          hub.branches().takenCount(),
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

  private List<RouteTest> read(List<Result> results) {
    List<RouteTest> tests = new ArrayList<>();
    for (Path file : files()) {
      try {
        tests.addAll(TestFile.read(file));
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

  private List<Path> files() {
    Path folder = routes.resolve("tests");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }
}
