package io.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is asked first, and who after that (S3.7, S1.12). */
class SelectionTest {

  private static final int PAYMENTS = 10_000;
  // One and a half of a hundred.
  private static final Offset<Double> CLOSE = within(1.5);
  private static final Sale SALE = sale("visa");

  private static Sale sale(@Nullable String brand) {
    return new Sale(new Money(1000, Currency.of("JPY")), brand, "JP");
  }

  private static Provider provider(String name, Set<String> brands, long millionths, long fixed) {
    return provider(name, new ProviderTerms(brands, model(new FeePrice(millionths, fixed))));
  }

  private static FeeModel model(FeePrice price, FeeTier... tiers) {
    return new FeeModel(
        List.of(
            new FeeRow(
                Set.of(),
                Set.of(),
                Currency.of("JPY"),
                price,
                List.of(tiers),
                0,
                FeeRow.NO_MAXIMUM,
                FeeLater.NOTHING,
                FeeLater.NOTHING,
                FeeLater.NOTHING)));
  }

  private static Provider provider(String name, ProviderTerms terms) {
    return new Provider(
        new ProviderDefinition(
            name,
            name + "-action",
            null,
            Map.of(),
            Set.of(Operation.CHARGE),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            ZoneOffset.UTC,
            BypassRule.DEFAULT,
            true,
            List.of(),
            Limits.DEFAULT,
            terms,
            null),
        (call, sendBy) -> new CompletableFuture<>(),
        new OutcomeTable(List.of()));
  }

  private final Provider dear = provider("van-a", Set.of(), 34_000, 40); // 74
  private final Provider cheap = provider("van-b", Set.of(), 21_000, 40); // 61
  private final Provider middle = provider("van-c", Set.of(), 30_000, 40); // 70
  private final List<Provider> listed = List.of(dear, cheap, middle);

  private static List<String> names(Choice choice) {
    return choice.providers().stream().map(Provider::name).toList();
  }

  private static Choice choose(Selection selection, List<Provider> listed, Sale sale, String key) {
    return selection.choose(listed, sale, Volumes.NONE, Draw.from(key));
  }

  /** The share of each at one place of the order, out of a hundred. */
  private static Map<String, Double> shares(Selection selection, List<Provider> of, int place) {
    Map<String, Double> shares = new HashMap<>();
    IntStream.range(0, PAYMENTS)
        .forEach(
            n ->
                shares.merge(
                    names(choose(selection, of, SALE, "acme/order-" + n)).get(place),
                    100.0 / PAYMENTS,
                    Double::sum));
    return shares;
  }

  @Test
  void priorityIsTheListAsItIs() {
    Choice choice = choose(Selection.PRIORITY, listed, SALE, "acme/1");
    assertThat(names(choice)).containsExactly("van-a", "van-b", "van-c");
    assertThat(choice.costs()).isEmpty();
  }

  @Test
  void weightedSplitsAsTheRouteSays() {
    var selection = new Selection(Strategy.WEIGHTED, List.of(70L, 25L, 5L));
    Map<String, Double> first = shares(selection, listed, 0);
    assertThat(first.get("van-a")).isCloseTo(70, CLOSE);
    assertThat(first.get("van-b")).isCloseTo(25, CLOSE);
    assertThat(first.get("van-c")).isCloseTo(5, CLOSE);
    // Who comes next is drawn from those who are left: after A, B has 25 of 30; after C, 25 of 95.
    Map<String, Double> second = shares(selection, listed, 1);
    assertThat(second.get("van-b")).isCloseTo(70 * 25 / 30.0 + 5 * 25 / 95.0, CLOSE);
  }

  @Test
  void aWeightOfNothingIsAskedOnlyAfterAllOthers() {
    var selection = new Selection(Strategy.WEIGHTED, List.of(0L, 1L, 1L));
    assertThat(shares(selection, listed, 2)).containsOnlyKeys("van-a");
  }

  @Test
  void feeWeightedSplitsInverselyToTheCost() {
    var selection = new Selection(Strategy.FEE_WEIGHTED, List.of());
    double whole = 1 / 74.0 + 1 / 61.0 + 1 / 70.0;
    Map<String, Double> first = shares(selection, listed, 0);
    assertThat(first.get("van-a")).isCloseTo(100 / 74.0 / whole, CLOSE);
    assertThat(first.get("van-b")).isCloseTo(100 / 61.0 / whole, CLOSE);
    assertThat(first.get("van-c")).isCloseTo(100 / 70.0 / whole, CLOSE);
    assertThat(choose(selection, listed, SALE, "acme/1").costs())
        .containsExactly(Map.entry("van-a", 74L), Map.entry("van-b", 61L), Map.entry("van-c", 70L));
  }

  @Test
  void aPriceFourTimesAsHighIsAQuarterOfTheTrafficAndNoneAtAllTakesIt() {
    var selection = new Selection(Strategy.FEE_WEIGHTED, List.of());
    Provider four = provider("four", Set.of(), 80_000, 0);
    Provider one = provider("one", Set.of(), 20_000, 0);
    Provider free = provider("free", Set.of(), 0, 0);
    assertThat(shares(selection, List.of(four, one), 0).get("one")).isCloseTo(80, CLOSE);
    assertThat(shares(selection, List.of(four, one, free), 0).get("free")).isCloseTo(100, CLOSE);
  }

  @Test
  void theSameKeyIsDrawnTheSameAndOthersAreNot() {
    var selection = new Selection(Strategy.WEIGHTED, List.of(1L, 1L, 1L));
    List<String> drawn = names(choose(selection, listed, SALE, "acme/order-7"));
    assertThat(names(choose(selection, listed, SALE, "acme/order-7"))).isEqualTo(drawn);
    assertThat(
            IntStream.range(0, 50).mapToObj(n -> names(choose(selection, listed, SALE, "k" + n))))
        .hasSizeGreaterThan(1)
        .anyMatch(other -> !other.equals(drawn));
  }

  @Test
  void lowestCostIsTheCheapestFirstAndOfEqualsTheFirstOfTheList() {
    var selection = new Selection(Strategy.LOWEST_COST, List.of());
    Choice choice = choose(selection, listed, SALE, "acme/1");
    assertThat(names(choice)).containsExactly("van-b", "van-c", "van-a");
    assertThat(choice.costs()).containsEntry("van-a", 74L).containsEntry("van-b", 61L);
    Provider same = provider("van-d", Set.of(), 34_000, 40);
    assertThat(names(choose(selection, List.of(same, dear), SALE, "acme/1")))
        .containsExactly("van-d", "van-a");
    // Less than half a minor unit is a difference all the same.
    Provider bitLess = provider("van-e", Set.of(), 33_999, 40);
    assertThat(names(choose(selection, List.of(dear, bitLess), SALE, "acme/1")))
        .containsExactly("van-e", "van-a");
  }

  @Test
  void theMonthsVolumeDecidesWhereThereAreTiers() {
    Provider tiered =
        provider(
            "van-t",
            new ProviderTerms(
                Set.of(),
                model(new FeePrice(34_000, 40), new FeeTier(1_000_001, new FeePrice(20_000, 40)))));
    var selection = new Selection(Strategy.LOWEST_COST, List.of());
    Volumes little = (provider, currency) -> 999_000;
    Volumes much = (provider, currency) -> 1_000_000;
    Draw draw = Draw.from("acme/1");
    assertThat(names(selection.choose(List.of(cheap, tiered), SALE, little, draw)))
        .containsExactly("van-b", "van-t");
    assertThat(names(selection.choose(List.of(cheap, tiered), SALE, much, draw)))
        .containsExactly("van-t", "van-b");
  }

  @Test
  void whoHasNoPriceForItComesLastAndCostsNothingKnown() {
    Provider without = provider("van-x", ProviderTerms.NONE);
    for (Strategy strategy : List.of(Strategy.LOWEST_COST, Strategy.FEE_WEIGHTED)) {
      Choice choice =
          choose(new Selection(strategy, List.of()), List.of(without, dear), SALE, "acme/1");
      assertThat(names(choice)).containsExactly("van-a", "van-x");
      assertThat(choice.costs()).containsOnlyKeys("van-a");
    }
  }

  /** S1.12. */
  @Test
  void whoDoesNotAcceptTheBrandIsLeftOutWhateverTheStrategy() {
    Provider some = provider("van-s", Set.of("visa", "mastercard"), 10_000, 0);
    List<Provider> two = List.of(some, dear);
    for (Selection selection :
        List.of(
            Selection.PRIORITY,
            new Selection(Strategy.WEIGHTED, List.of(99L, 1L)),
            new Selection(Strategy.FEE_WEIGHTED, List.of()),
            new Selection(Strategy.LOWEST_COST, List.of()))) {
      assertThat(names(choose(selection, two, sale("jcb"), "acme/1"))).containsExactly("van-a");
      assertThat(names(choose(selection, two, sale("visa"), "acme/1"))).hasSize(2);
      assertThat(names(choose(selection, two, sale(null), "acme/1"))).hasSize(2);
    }
    assertThatThrownBy(() -> choose(Selection.PRIORITY, List.of(some), sale("jcb"), "acme/1"))
        .isInstanceOfSatisfying(
            SeraiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BRAND_NOT_ACCEPTED))
        .hasMessage("method.brand: jcb is accepted by none of van-s; send one of mastercard, visa");
  }
}
