package io.serai.routing.test;

import io.serai.routing.test.RouteTestReport.Mismatch;
import io.serai.routing.test.RouteTestReport.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs tests one after the other on one hub. */
final class TestRun {

  private final LoopbackHub hub;
  private final Arrivals arrivals;

  TestRun(LoopbackHub hub, Arrivals arrivals) {
    this.hub = hub;
    this.arrivals = arrivals;
  }

  Result run(RouteTest test) {
    Expectations expectations = new Expectations();
    List<WrongTest> problems = java.util.Collections.synchronizedList(new ArrayList<>());
    try {
      hub.journal().clear();
      hub.receipts().clear();
      hub.time().begin(test.clock());
      arrivals.begin();
      tell(test.providers(), problems, true);
      hub.issuer().tell(test.issuing(), problems::add);
      String latest = "";
      for (RouteTest.Step step : test.steps()) {
        if (!step.providers().isEmpty()) {
          tell(step.providers(), problems, false);
        }
        if (!step.issuing().isEmpty()) {
          hub.issuer().tell(step.issuing(), problems::add);
        }
        latest = run(test, step, expectations, latest);
      }
    } catch (WrongTest wrong) {
      expectations.wrong(wrong.place(), String.valueOf(wrong.getMessage()));
    } finally {
      hub.providers().values().forEach(ScriptedProvider::release);
    }
    problems.forEach(
        wrong ->
            expectations.wrong(
                wrong.place().line() == 0 ? test.place() : wrong.place(),
                String.valueOf(wrong.getMessage())));
    List<Mismatch> mismatches = List.copyOf(expectations.mismatches());
    return new Result(test.name(), test.place().file(), test.place().line(), mismatches);
  }

  /**
   * Tells the providers what to answer.
   *
   * @param all whether the others are to answer nothing, and not what they were told before
   */
  private void tell(Map<String, Node> told, List<WrongTest> problems, boolean all) {
    told.forEach(
        (name, answers) -> {
          if (!hub.providers().containsKey(name)) {
            throw Keys.unknown(answers.place(), "providers", name, hub.providers().keySet());
          }
        });
    hub.providers()
        .forEach(
            (name, provider) -> {
              Node answers = told.get(name);
              if (answers != null) {
                provider.tell(answers.asList(), problems::add);
              } else if (all) {
                provider.tell(List.of(), problems::add);
              }
            });
  }

  private String run(
      RouteTest test, RouteTest.Step step, Expectations expectations, String latest) {
    hub.providers().values().forEach(ScriptedProvider::taken);
    var unusedMessages = hub.queues().taken();
    var unusedAlarms = hub.parts().takenAlarms();
    int before = hub.journal().size();
    Map<String, @Nullable Object> came = Map.of();
    for (int i = 0; i < step.times(); i++) {
      came = arrivals.send(step.when(), test.place(), test.tenant());
    }
    Outcomes outcomes = Outcomes.of(hub, before, latest.isEmpty() ? arrivals.payment() : latest);
    Map<String, @Nullable Object> all = new HashMap<>(came);
    all.put("provider", outcomes.provider());
    all.put("state", outcomes.state());
    all.put("attempts", outcomes.attempts());
    all.put("history", outcomes.history());
    all.put("events", outcomes.events());
    all.put("follow_up", outcomes.owed());
    all.put("alarms", hub.parts().takenAlarms());
    all.put("sent", hub.queues().taken());
    all.put(
        "requests",
        hub.providers().values().stream()
            .flatMap(provider -> provider.taken().stream())
            .map(request -> new Told(request.provider() + " " + request.line(), request.seen()))
            .toList());
    step.then().forEach((name, expected) -> expectations.compare(name, expected, all.get(name)));
    return outcomes.payment() == null ? latest : outcomes.payment().id();
  }
}
