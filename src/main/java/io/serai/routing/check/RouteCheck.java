package io.serai.routing.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Checks folders of routes and Kamelets without loading them: no connection is opened, nothing of
 * them runs. Requirements S1.4 and S3.25; the rules are in {@code docs/route-rules.md}.
 *
 * <p>Thread-safe; each check reads the files anew.
 */
public final class RouteCheck {

  private static final List<Check> CHECKS =
      List.of(
          new StepCheck(),
          new ComponentCheck(),
          new IdCheck(),
          new OrderCheck(),
          new OptionCheck(),
          new KameletFileCheck(),
          new AnswersCheck(),
          new KameletCallCheck(),
          new PaymentCheck(),
          new IssuingStepCheck(),
          new BeanCheck(),
          new PropertyCheck(),
          new ProviderKeyCheck(),
          new FormulaCheck(),
          new TimeoutCheck(),
          new RepeatCheck(),
          new PrintCheck(),
          new RecordFormatCheck(),
          new SecretCheck(),
          new HeaderCheck(),
          new TargetCheck(),
          new CircleCheck(),
          new CamelCheck());

  private final Reading.Schemas schemas = Reading.Schemas.load();
  private final Rules rules = new Rules();
  private final Exceptions exceptions;
  private final Function<String, @Nullable String> settings;

  /**
   * A check that knows what properties are set to.
   *
   * @param settings gives the value of a property, or null where nothing sets it
   */
  public RouteCheck(Function<String, @Nullable String> settings) {
    this(settings, new Exceptions());
  }

  RouteCheck(Function<String, @Nullable String> settings, Exceptions exceptions) {
    this.settings = settings;
    this.exceptions = exceptions;
  }

  /** Everything that is wrong, by file, line and column; empty if nothing is. */
  public List<Finding> check(Folders folders) {
    Findings found = new Findings(exceptions);
    on(
        bench -> {
          Scene scene = new Reading(folders, schemas, rules, settings, found).scene(bench);
          CHECKS.forEach(check -> check.look(scene, found));
        });
    return found.sorted();
  }

  /** Who hands over to whom in these folders; what cannot be read is left out. */
  public Topology topology(Folders folders) {
    Findings unheard = new Findings(exceptions);
    List<Topology> read = new ArrayList<>();
    on(
        bench ->
            read.add(
                new TopologyReader(
                        new Reading(folders, schemas, rules, settings, unheard).scene(bench))
                    .read()));
    return read.get(0);
  }

  private static void on(Consumer<DefaultCamelContext> work) {
    var bench = new DefaultCamelContext();
    try {
      bench.setStartupSummaryLevel(StartupSummaryLevel.Off); // it never starts, and need not say so
      bench.build();
      work.accept(bench);
    } finally {
      bench.stop();
    }
  }
}
