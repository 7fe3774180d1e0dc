package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardStatus;
import io.serai.issuing.CardTokens;
import io.serai.issuing.Change;
import io.serai.issuing.ClearingFiles;
import io.serai.issuing.ClearingImport;
import io.serai.issuing.ClearingRecord;
import io.serai.issuing.ClearingRecords;
import io.serai.issuing.ClearingReport;
import io.serai.issuing.Hold;
import io.serai.journal.CardSeals;
import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.testkit.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Clearing files from their bytes to the account: whole or not at all, and each record once (S4.5).
 */
class ClearingBookingTest {

  private static final String CARD = "9999120000000017";
  private static final String OTHER = "9999120000000025";
  private static final String COLUMNS = String.join(",", ClearingColumns.KNOWN) + "\n";
  private static final CardSeals SEALS = seals();
  private static final CardTokens TOKENS = new CardTokens(SEALS);
  private static final Clock CLOCK = Clock.fixed(ClearedCards.NOW, ZoneOffset.UTC);

  private final AtomicInteger id = new AtomicInteger();
  private DriverManagerDataSource database;
  private JdbcTemplate jdbc;
  private AccountsInMemory accounts;

  @BeforeEach
  void migrate() {
    String url = TestPostgres.shared().freshDatabase("clearing");
    database = new DriverManagerDataSource(url);
    jdbc = new JdbcTemplate(database);
    accounts = new AccountsInMemory(CLOCK);
    CardAccount account = ClearedCards.account(10_000, 0);
    accounts.add(account, card(CARD));
    jdbc.update(
        "insert into card_account (id, tenant, program, currency, created_at, updated_at)"
            + " values ('acc_1', 'acme', 'prepaid', 'JPY', now(), now())");
    jdbc.update(
        "insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,"
            + " created_at, updated_at)"
            + " values ('crd_1', 'acc_1', 'acme', ?, '999912', '0017', '2030-01', 'active', now(),"
            + " now())",
        keyed(CARD));
  }

  @Test
  void whatIsPresentedIsMatchedAndBookedOnce() {
    hold("hld_1", "A00001", 1000);
    String file =
        file(
            "NET1", presentment(1, 900, "A00001", "ref-1"), presentment(2, 300, "B00002", "ref-2"));

    ClearingReport taken = read(file);
    assertThat(taken.state()).isEqualTo("booking");
    assertThat(taken.waiting()).isEqualTo(2);
    book();

    ClearingReport report = report("NET1");
    assertThat(report.state()).isEqualTo("booked");
    assertThat(report.booked()).isEqualTo(2);
    assertThat(report.withoutHold()).isEqualTo(1);
    assertThat(report.mistakes()).isEmpty();
    CardAccount after = accounts.account("acc_1");
    assertThat(after.balanceMinor()).isEqualTo(8800);
    assertThat(after.heldMinor()).isZero();
    assertThat(accounts.hold("hld_1").state()).isEqualTo(Hold.State.CLEARED);
    assertThat(accounts.events())
        .extracting(CardEvent::reason)
        .containsExactlyInAnyOrder(
            "presentment, 100 less than was held", "presentment without a hold");

    assertThat(read(file).booked()).isEqualTo(2);
    book();
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(8800);
  }

  @Test
  void whatAnotherFileTellsAgainIsARepeat() {
    read(file("NET1", presentment(1, 900, "A00001", "ref-1")));
    book();
    read(file("NET2", presentment(1, 900, "A00001", "ref-1"), presentment(2, 50, "", "ref-2")));
    book();
    assertThat(report("NET2").repeated()).isEqualTo(1);
    assertThat(report("NET2").booked()).isEqualTo(1);
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(9050);

    read(file("NET3", presentment(1, 901, "A00001", "ref-1")));
    book();
    assertThat(report("NET3").mistakes())
        .containsExactly(
            new ClearingReport.Mistake(
                3,
                "acquirer_reference",
                "was booked before with another card, amount or number of parts"));
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(9050);
  }

  @Test
  void afterAnEndInTheMiddleTheRestIsBookedAndNothingTwice() {
    String[] records = new String[20];
    for (int i = 0; i < records.length; i++) {
      records[i] = presentment(i + 1, 10, "", "ref-" + i);
    }
    read(file("NET1", records));
    AtomicInteger batches = new AtomicInteger();
    book(1, () -> batches.incrementAndGet() <= 7);
    assertThat(report("NET1").booked()).isEqualTo(7);
    // As if the process had been lost after its commits and before it wrote what became of them.
    jdbc.update("update clearing_record set state = 'waiting' where state = 'booked' and line > 7");

    book();

    assertThat(report("NET1").booked()).isEqualTo(20);
    assertThat(report("NET1").repeated()).isZero();
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(9800);
    assertThat(accounts.events()).hasSize(20);
  }

  @Test
  void whileTheDatabaseTakesNothingRecordsWait() {
    read(file("NET1", presentment(1, 900, "", "ref-1")));
    accounts.refuse(ErrorCode.JOURNAL_UNAVAILABLE);
    book();
    assertThat(report("NET1").waiting()).isEqualTo(1);
    accounts.refuse(null);
    book();
    assertThat(report("NET1").booked()).isEqualTo(1);
  }

  @Test
  void severalPartsReleaseTheHoldWithTheLast() {
    hold("hld_1", "A00001", 1000);
    read(
        file(
            "NET1",
            presentment(1, 400, "A00001", "ref-1").replace(",1,1,", ",1,2,"),
            presentment(2, 500, "A00001", "ref-1").replace(",1,1,", ",2,2,")));
    book();
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(9100);
    assertThat(accounts.account("acc_1").heldMinor()).isZero();
    assertThat(accounts.events())
        .extracting(CardEvent::reason)
        .containsExactly(
            "presentment in part, 600 stays held; part 1 of 2",
            "presentment, 100 less than was held; part 2 of 2");
  }

  @Test
  void anotherAmountThanAuthorisedAndAnotherCurrencyAreSaid() {
    hold("hld_1", "A00001", 1000);
    String abroad =
        presentment(1, 1050, "A00001", "ref-1").replace(",1050,JPY,1050", ",725,USD,1050");
    read(file("NET1", abroad));
    book();
    assertThat(accounts.events())
        .extracting(CardEvent::reason)
        .containsExactly("presentment, 50 more than was held; 725 USD at the merchant");
  }

  @Test
  void whatIsChargedBackComesBackAndMayBePresentedAgain() {
    hold("hld_1", "A00001", 900);
    read(file("NET1", presentment(1, 900, "A00001", "ref-1")));
    book();
    read(file("NET2", dispute(1, "chargeback", 600, "ref-1")));
    book();
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(9700);
    read(
        file(
            "NET3",
            dispute(1, "representment", 500, "ref-1"),
            dispute(2, "chargeback", 100, "ref-9")));
    book();
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(9200);
    assertThat(accounts.events())
        .extracting(CardEvent::kind)
        .containsExactly(
            CardEventKind.CLEARED, CardEventKind.CHARGED_BACK, CardEventKind.REPRESENTED);
    assertThat(accounts.events()).extracting(CardEvent::hold).containsOnly("hld_1");
    assertThat(accounts.transfers())
        .containsExactly(
            new Change.Transfer("cardholder", "network_payable", "clearing", 900),
            new Change.Transfer("network_receivable", "cardholder", "chargeback", 600),
            new Change.Transfer("cardholder", "network_receivable", "representment", 500));
    assertThat(report("NET3").mistakes())
        .containsExactly(
            new ClearingReport.Mistake(
                4, "acquirer_reference", "no presentment of this reference was booked"));
  }

  @Test
  void anOperatorsChargebackIsBookedOnceAlsoIfTheNetworkTellsOfItToo() {
    read(file("NET1", presentment(1, 900, "A00001", "ref-1")));
    book();
    DisputesByHand byHand =
        new DisputesByHand(
            JdbcClient.create(database),
            new TransactionTemplate(new DataSourceTransactionManager(database)),
            p -> p + id.incrementAndGet(),
            CLOCK);
    ClearingReport report =
        byHand.write(
            "crd_1", ClearingType.CHARGEBACK, new DisputesByHand.Said("ref1", 600L, null), "kim");
    assertThat(report.waiting()).isEqualTo(1);
    book();
    assertThat(report(report.file()).booked()).isEqualTo(1);
    read(file("NET2", dispute(1, "chargeback", 600, "ref-1")));
    book();
    assertThat(report("NET2").repeated()).isEqualTo(1);
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(9700);

    assertThatThrownBy(
            () ->
                byHand.write(
                    "crd_1",
                    ClearingType.CHARGEBACK,
                    new DisputesByHand.Said("ref9", 600L, null),
                    "kim"))
        .hasMessage("acquirer_reference: no presentment of this reference was booked for the card");
    assertThatThrownBy(
            () ->
                byHand.write(
                    "crd_9", ClearingType.CHARGEBACK, new DisputesByHand.Said("r", 1L, 1), "kim"))
        .hasMessage("there is no card crd_9");
  }

  @Test
  void moreThanWasPresentedIsNotChargedBack() {
    read(file("NET1", presentment(1, 900, "A00001", "ref-1")));
    book();
    read(file("NET2", dispute(1, "chargeback", 901, "ref-1")));
    book();
    assertThat(report("NET2").mistakes())
        .containsExactly(
            new ClearingReport.Mistake(
                3, "billing_amount", "is more than the 900 that were presented"));
  }

  @Test
  void badRecordsArePutAsideAndTheOthersBooked() {
    String unknownCard = presentment(1, 100, "", "ref-1").replace(CARD, OTHER);
    String badDate = presentment(2, 100, "", "ref-2").replace("2026-11-28", "28.11.2026");
    String otherCurrency = presentment(3, 100, "", "ref-3").replace("JPY", "USD");
    String body =
        COLUMNS
            + header("NET1")
            + unknownCard
            + badDate
            + otherCurrency
            + presentment(4, 100, "", "ref-4")
            + trailer("NET1", 3, 300, "JPY")
            + trailer("NET1", 1, 100, "USD");
    ClearingReport taken = read(body);
    assertThat(taken.aside()).isEqualTo(1);
    book();
    ClearingReport report = report("NET1");
    assertThat(report.booked()).isEqualTo(1);
    assertThat(report.mistakes())
        .containsExactly(
            new ClearingReport.Mistake(3, "card", "the tenant has no card of this number"),
            new ClearingReport.Mistake(4, "date", "must be a day such as 2026-11-28"),
            new ClearingReport.Mistake(5, "billing_currency", "the card's account is in JPY"));
    assertThat(rows()).doesNotContain(CARD).doesNotContain(OTHER);
  }

  @Test
  void whatAMerchantGivesBackRaisesTheBalanceOnceWhateverTheCardIs() {
    io.serai.issuing.Card active = card(CARD);
    accounts.add(
        accounts.account("acc_1"),
        new io.serai.issuing.Card(
            active.id(),
            active.account(),
            active.token(),
            active.bin(),
            active.lastFour(),
            YearMonth.of(2020, 1),
            CardStatus.BLOCKED));
    String file =
        file(
            "NET1",
            dispute(1, "credit", 400, "ref-1"),
            dispute(2, "credit", 1050, "ref-2").replace(",1050,JPY,1050", ",725,USD,1050"));
    read(file);
    book();
    read(file);
    read(file("NET2", dispute(1, "credit", 400, "ref-1")));
    book();
    assertThat(report("NET1").booked()).isEqualTo(2);
    assertThat(report("NET1").withoutHold()).isZero();
    assertThat(report("NET2").repeated()).isEqualTo(1);
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(11_450);
    assertThat(accounts.events())
        .extracting(CardEvent::kind, CardEvent::postedMinor, CardEvent::hold, CardEvent::reason)
        .containsExactly(
            tuple(CardEventKind.CLEARED, 400L, null, "credit"),
            tuple(CardEventKind.CLEARED, 1050L, null, "credit; 725 USD at the merchant"));
    assertThat(accounts.transfers())
        .containsExactly(
            new Change.Transfer("network_payable", "cardholder", "credit", 400),
            new Change.Transfer("network_payable", "cardholder", "credit", 1050));

    read(file("NET3", dispute(1, "credit", 401, "ref-1")));
    book();
    assertThat(report("NET3").mistakes())
        .containsExactly(
            new ClearingReport.Mistake(
                3,
                "acquirer_reference",
                "was booked before with another card, amount or number of parts"));
  }

  @Test
  void whatWasCreditedIsNotChargedBackToo() {
    hold("hld_1", "A00001", 900);
    read(
        file(
            "NET1",
            presentment(1, 900, "A00001", "ref-1"),
            dispute(2, "credit", 300, "ref-1"),
            dispute(3, "credit", 50, "ref-9")));
    book();
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(9450);
    read(
        file(
            "NET2", dispute(1, "chargeback", 601, "ref-1"), dispute(2, "chargeback", 10, "ref-9")));
    book();
    assertThat(report("NET2").mistakes())
        .containsExactly(
            new ClearingReport.Mistake(
                3, "billing_amount", "is more than the 600 that were presented"),
            new ClearingReport.Mistake(
                4, "acquirer_reference", "no presentment of this reference was booked"));
    read(file("NET3", dispute(1, "chargeback", 600, "ref-1")));
    book();
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(10_050);
  }

  @Test
  void badCreditsAreNamedByLineColumnAndReason() {
    String refund = dispute(1, "refund", 400, "ref-1");
    String nothing = dispute(2, "credit", 1, "ref-2").replace(",1,JPY,1,JPY,", ",1,JPY,0,JPY,");
    read(file("NET1", refund, nothing));
    assertThat(report("NET1").mistakes())
        .containsExactly(
            new ClearingReport.Mistake(
                3, "type", "write presentment, credit, chargeback or representment"),
            new ClearingReport.Mistake(
                4, "billing_amount", "must be 1 to 15 digits, in minor units, and more than 0"));
  }

  @Test
  void whatWasPutAsideIsBookedOnceTriedAgainWhenItsCardIsThere() {
    read(
        file(
            "NET1",
            presentment(1, 100, "", "ref-1").replace(CARD, OTHER),
            presentment(2, 50, "", "ref-2")));
    book();
    ClearingRecord aside = asides("NET1").get(0);
    assertThat(aside.id()).endsWith(".3");
    assertThat(aside.state()).isEqualTo("aside");
    assertThat(aside.field()).isEqualTo("card");
    assertThat(aside.retryable()).isTrue();
    assertThat(aside.data())
        .isEqualTo(
            new ClearingRecord.Data(
                "presentment",
                "0025",
                100,
                "JPY",
                100,
                "JPY",
                null,
                null,
                "ref1",
                "MERCHANT0000001",
                LocalDate.of(2026, 11, 28)));

    records().retry(aside.id(), "kim", "tried too early", ClearedCards.NOW);
    book();
    assertThat(asides("NET1")).extracting(ClearingRecord::reason).containsExactly(aside.reason());

    jdbc.update(
        "insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,"
            + " created_at, updated_at)"
            + " values ('crd_2', 'acc_1', 'acme', ?, '999912', '0025', '2030-01', 'active', now(),"
            + " now())",
        keyed(OTHER));
    accounts.add(accounts.account("acc_1"), card(OTHER));
    ClearingRecord again =
        records().retry(aside.id(), "kim", "the card is imported", ClearedCards.NOW);
    assertThat(again.state()).isEqualTo("waiting");
    assertThat(again.reason()).isNull();
    assertThat(again.actions())
        .extracting(
            ClearingRecord.Action::action,
            ClearingRecord.Action::operator,
            ClearingRecord.Action::reason,
            ClearingRecord.Action::found)
        .containsExactly(
            tuple("retry", "kim", "tried too early", "card: the tenant has no card of this number"),
            tuple(
                "retry",
                "kim",
                "the card is imported",
                "card: the tenant has no card of this number"));
    assertThat(report("NET1").state()).isEqualTo("booking");
    book();
    book();
    assertThat(report("NET1").state()).isEqualTo("booked");
    assertThat(report("NET1").booked()).isEqualTo(2);
    assertThat(report("NET1").aside()).isZero();
    assertThat(accounts.account("acc_1").balanceMinor()).isEqualTo(9850);
    assertThat(refusal(() -> records().retry(aside.id(), "kim", "once more", ClearedCards.NOW)))
        .isEqualTo(
            "state_conflict the record is booked; only one that is put aside can be seen to");
    assertThat(rows()).doesNotContain(CARD).doesNotContain(OTHER);
  }

  @Test
  void aRecordThatWaitsInAFileThatEndedMeanwhileIsBooked() {
    read(file("NET1", presentment(1, 50, "", "ref-2")));
    jdbc.update("update clearing_file set state = 'booked'");
    book();
    assertThat(report("NET1").booked()).isEqualTo(1);
  }

  @Test
  void whatCannotBeBookedAsItStandsIsNotTriedAgainButDismissed() {
    read(
        COLUMNS
            + header("NET1")
            + presentment(1, 100, "", "ref-1").replace("2026-11-28", "28.11.2026")
            + presentment(2, 100, "", "ref-2").replace("JPY", "USD")
            + trailer("NET1", 1, 100, "JPY")
            + trailer("NET1", 1, 100, "USD"));
    book();
    List<ClearingRecord> asides = asides("NET1");
    assertThat(asides).extracting(ClearingRecord::retryable).containsExactly(false, false);
    assertThat(asides.get(0).data()).isNull();
    String id = asides.get(0).id();
    assertThat(refusal(() -> records().retry(id, "kim", "again", ClearedCards.NOW)))
        .isEqualTo(
            "state_conflict it cannot be booked as it stands (date: must be a day such as"
                + " 2026-11-28): send it again, mended, in a file of another name, and dismiss this"
                + " one");
    assertThat(refusal(() -> records().dismiss(id, "kim", " ", ClearedCards.NOW)))
        .isEqualTo("invalid_field reason: say why in 1 to 500 characters");
    assertThat(refusal(() -> records().dismiss(id, "kim", "of 4111111111111111", ClearedCards.NOW)))
        .isEqualTo("invalid_field reason: holds what looks like a card number; leave it out");
    ClearingRecord dismissed = records().dismiss(id, "kim", "sent again in NET2", ClearedCards.NOW);
    assertThat(dismissed.state()).isEqualTo("dismissed");
    assertThat(dismissed.field()).isEqualTo("date");
    assertThat(asides("NET1")).extracting(ClearingRecord::line).containsExactly(4);
    assertThat(records().list(ClearingRecords.State.DISMISSED, "acme", null, null, 10))
        .extracting(ClearingRecord::id)
        .containsExactly(id);
    assertThat(records().list(ClearingRecords.State.ASIDE, null, null, id, 10)).hasSize(1);
    assertThat(records().list(ClearingRecords.State.ASIDE, "other", null, null, 10)).isEmpty();
    assertThat(report("NET1").dismissed()).isEqualTo(1);
    assertThat(report("NET1").mistakes()).hasSize(1);
    assertThat(refusal(() -> records().dismiss(id, "kim", "again", ClearedCards.NOW)))
        .isEqualTo(
            "state_conflict the record is dismissed; only one that is put aside can be seen to");
    assertThat(refusal(() -> records().get("clr_9.1")))
        .isEqualTo("clearing_record_not_found there is no such record; ids look like clr_….7");
    assertThat(refusal(() -> records().list(ClearingRecords.State.ASIDE, null, null, "3", 10)))
        .isEqualTo("invalid_field after: must be an id such as clr_….7");
  }

  private ClearingRecords records() {
    return new ClearingRecords(JdbcClient.create(database));
  }

  private List<ClearingRecord> asides(String file) {
    return records().list(ClearingRecords.State.ASIDE, "acme", file, null, 10);
  }

  private static String refusal(Supplier<?> asked) {
    try {
      return "not refused: " + asked.get();
    } catch (SeraiException e) {
      return e.code().wire() + " " + e.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | 1200 | trailer: number: it says 2 records, the file has 1
          1 | 1201 | trailer: billing_amount: it says 1 records of 1201 JPY, the file has 1 of 1200
          """)
  void aFileThatDoesNotAddUpIsRefusedAsAWhole(int count, long sum, String why) {
    String body =
        COLUMNS
            + header("NET1")
            + presentment(1, 1200, "", "ref-1")
            + trailer("NET1", count, sum, "JPY");
    assertThatThrownBy(() -> read(body)).isInstanceOf(SeraiException.class).hasMessage(why);
    book();
    assertThat(report("NET1").state()).isEqualTo("refused");
    assertThat(report("NET1").reason()).isEqualTo(why);
    assertThat(accounts.events()).isEmpty();

    // Once it is whole, it is taken under the same name.
    read(file("NET1", presentment(1, 1200, "", "ref-1")));
    book();
    assertThat(report("NET1").state()).isEqualTo("booked");
  }

  @Test
  void aFileThatEndsEarlyOrLacksARecordIsRefused() {
    assertThatThrownBy(() -> read(COLUMNS + header("NET1") + presentment(1, 5, "", "r")))
        .hasMessage("trailer: there is none; the file is not whole, send it again");
    assertThatThrownBy(() -> read(file("NET1", presentment(2, 5, "", "r"))))
        .hasMessage(
            "line 3: number: it is record 1 of the file, but says 2; the file is not whole");
    assertThatThrownBy(() -> read(COLUMNS + presentment(1, 5, "", "r")))
        .hasMessageStartingWith("line 2: the first record must be of type header");
    assertThatThrownBy(() -> read("type,fil\n"))
        .hasMessageStartingWith("line 1: the column 'fil' is not known");
  }

  @Test
  void anotherFileOfTheSameNameIsRefused() {
    read(file("NET1", presentment(1, 900, "", "ref-1")));
    assertThatThrownBy(() -> read(file("NET1", presentment(1, 901, "", "ref-1"))))
        .isInstanceOfSatisfying(
            SeraiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_CONFLICT))
        .hasMessage(
            "file: a file NET1 was taken before and says something else; nothing of this one is"
                + " booked");
  }

  @Test
  void theHoldOfACompletionIsFoundWhereItsOriginalIsNotNamed() {
    hold("hld_1", "A00001", 1000);
    hold("hld_2", "A00002", 500);
    try (HoldSearch search = new HoldSearch(new ClearingLookup(jdbc))) {
      assertThat(search.find(completion(500, null)).join()).contains("hld_2");
      assertThat(search.find(completion(501, null)).join()).isEmpty();
      assertThat(search.find(completion(501, "key-of-hld_1")).join()).contains("hld_1");
      assertThat(search.find(completion(501, "not-here-yet")).join()).contains("not-here-yet");
    }
  }

  private static CardRequest completion(long minor, @Nullable String originalKey) {
    CardRequest request = ClearedCards.request(CardRequest.Kind.COMPLETION, minor);
    return new CardRequest(
        request.kind(),
        request.key(),
        request.fingerprint(),
        originalKey,
        keyed(CARD),
        request.amount(),
        null,
        null,
        request.origin(),
        request.merchant(),
        request.presented(),
        request.wishes(),
        null,
        null,
        null,
        request.arrivedAt(),
        null);
  }

  @Test
  void holdsThatNobodyClaimedEndByTheSweepOnce() {
    for (int i = 1; i <= 5; i++) {
      hold("hld_" + i, "A0000" + i, 100);
    }
    jdbc.update(
        "update card_hold set expires_at = ? where id <> 'hld_5'",
        Timestamp.from(ClearedCards.NOW.minusSeconds(1)));
    for (int i = 1; i <= 4; i++) {
      Hold old = accounts.hold("hld_" + i);
      accounts.add(expired(old));
    }
    HoldSweep sweep = new HoldSweep(jdbc, accounts, ClearedCards.programs(), CLOCK, 2, () -> true);
    sweep.run();
    sweep.run(); // the table still says that they are open: the step looks at the hold itself
    assertThat(accounts.events())
        .hasSize(4)
        .extracting(CardEvent::kind)
        .containsOnly(CardEventKind.HOLD_EXPIRED);
    assertThat(accounts.account("acc_1").heldMinor()).isEqualTo(100);
  }

  private static Hold expired(Hold hold) {
    return new Hold(
        hold.id(),
        hold.account(),
        hold.card(),
        hold.key(),
        hold.authorizedMinor(),
        hold.heldMinor(),
        0,
        0,
        hold.state(),
        hold.approvalCode(),
        hold.rrn(),
        hold.merchant(),
        hold.at(),
        ClearedCards.NOW.minusSeconds(1),
        false,
        false);
  }

  private void hold(String hold, String code, long minor) {
    Hold made = ClearedCards.hold(hold, code, minor);
    accounts.add(made);
    CardAccount account = accounts.account("acc_1").hold(minor);
    accounts.add(account, card(CARD));
    jdbc.update(
        "insert into card_hold (id, account_id, card_id, tenant, request_key, authorized_minor,"
            + " held_minor, state, approval_code, rrn, merchant, at, expires_at, estimated,"
            + " stand_in) values (?, 'acc_1', 'crd_1', 'acme', 'acme/' || ?, ?, ?, 'open', ?, ?,"
            + " '{\"id\":\"MERCHANT0000001\"}', ?, ?, false, false)",
        hold,
        made.key(),
        minor,
        minor,
        code,
        made.rrn(),
        Timestamp.from(made.at()),
        Timestamp.from(made.expiresAt()));
  }

  private static io.serai.issuing.Card card(String number) {
    io.serai.issuing.Card card = ClearedCards.card();
    return new io.serai.issuing.Card(
        card.id(),
        card.account(),
        keyed(number),
        card.bin(),
        card.lastFour(),
        card.expiry(),
        card.status());
  }

  private static String keyed(String number) {
    return TOKENS.of(CardNumber.of(number, "card"));
  }

  private ClearingReport read(String body) {
    return new ClearingImport(database, TOKENS, SEALS::keyed, p -> p + id.incrementAndGet(), CLOCK)
        .read(
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
            "acme",
            "kim",
            line -> {});
  }

  private ClearingReport report(String file) {
    return new ClearingFiles(JdbcClient.create(database)).report("acme", file);
  }

  private void book() {
    book(500, () -> true);
  }

  private void book(int page, BooleanSupplier goOn) {
    new ClearingBooking(
            new ClearingQueue(jdbc),
            new ClearingLookup(jdbc),
            new ClearingSteps(ClearedCards.programs(), () -> "123456"),
            accounts,
            CLOCK,
            page,
            goOn)
        .run();
  }

  private String rows() {
    return String.join(
        "\n",
        jdbc.queryForList(
            "select r::text from clearing_record r union all select f::text from clearing_file f",
            String.class));
  }

  private static CardSeals seals() {
    try {
      Path key = Files.createTempFile("vault", ".key");
      Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
      CardSeals seals = CardSeals.of(key.toString());
      Files.delete(key);
      return seals;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(String name, String... records) {
    long sum = 0;
    for (String record : records) {
      sum += Long.parseLong(List.of(record.split(",")).get(6));
    }
    return COLUMNS
        + header(name)
        + String.join("", records)
        + trailer(name, records.length, sum, "JPY");
  }

  private static String header(String name) {
    return "header," + name + ",,,,,,,,,,,,,,,,2026-11-28\n";
  }

  private static String trailer(String name, int count, long sum, String currency) {
    return String.format(
        Locale.ROOT, "trailer,%s,%d,,,,%d,%s,,,,,,,,,,\n", name, count, sum, currency);
  }

  private static String presentment(int number, long minor, String code, String reference) {
    return record(number, "presentment", minor, code, reference);
  }

  private static String dispute(int number, String type, long minor, String reference) {
    return record(number, type, minor, "", reference);
  }

  private static String record(int number, String type, long minor, String code, String reference) {
    return String.format(
        Locale.ROOT,
        "%s,,%d,%s,%d,JPY,%d,JPY,1,1,%s,,%s,MERCHANT0000001,TERM0001,5411,JP,2026-11-28\n",
        type,
        number,
        CARD,
        minor,
        minor,
        code,
        reference.replace("-", ""));
  }
}
