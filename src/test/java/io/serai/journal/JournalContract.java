package io.serai.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.CardNumber;
import io.serai.payment.Channel;
import io.serai.payment.Counted;
import io.serai.payment.Currency;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Origin;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What every journal keeps: claims, the gapless sequence and what is written together (I1, I4). A
 * subclass says where it is kept, and looks at what {@link Journal} does not show.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class JournalContract {

  protected static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  protected static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

  /** The journal, the same for all tests. */
  protected abstract Journal journal();

  /** Whether a follow-up is open. */
  protected abstract boolean owed(String followUp);

  /** A payment's postings as {@code seq/number debit <- credit minor currency provider}. */
  protected abstract List<String> postings(String payment);

  @Test
  void aKeyIsClaimedOnceHoweverManyAskAtOnce() {
    List<CompletableFuture<CommitResult>> asked = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      asked.add(journal().commit(opening("pay_once" + i, "same-key").build()));
    }
    var results = asked.stream().map(CompletableFuture::join).toList();
    assertThat(results).filteredOn(r -> r == CommitResult.COMMITTED).hasSize(1);
    assertThat(results).filteredOn(r -> r == CommitResult.CLAIM_TAKEN).hasSize(199);
    var winner = journal().claim("acme", "same-key").join().orElseThrow().paymentId();
    for (int i = 0; i < 200; i++) {
      String id = "pay_once" + i;
      assertThat(journal().payment(id).join().isPresent()).isEqualTo(id.equals(winner));
    }
  }

  @Test
  void whatMovesMoneyIsPostedWithItsEntryAndNothingElseIs() {
    journal().commit(opening("pay_post", "post-key").build()).join();
    Payment first = journal().payment("pay_post").join().orElseThrow();
    assertThat(postings("pay_post")).isEmpty();

    var approved =
        new EventData.Facts(
            1, Operation.CHARGE, "gateway-a", "pay_post", "approved", "approved", 1000L, "r1");
    Commit ended =
        Commit.of("c2", first.become(PaymentState.APPROVED), NOW, TODAY)
            .entry(new NewEntry(EventKind.ATTEMPT_ENDED, approved))
            .build();
    assertThat(journal().commit(ended).join()).isEqualTo(CommitResult.COMMITTED);
    assertThat(journal().commit(ended).join()).isEqualTo(CommitResult.STALE);
    assertThat(journal().payment("pay_post").join()).contains(ended.payment());
    assertThat(postings("pay_post"))
        .containsExactly(
            "2/1 provider_receivable <- customer 1000 JPY gateway-a",
            "2/2 customer <- merchant_payable 1000 JPY gateway-a");

    var refunded =
        new EventData.Facts(
            2, Operation.REFUND, "gateway-a", "re_1", "approved", "approved", 400L, "r2");
    Payment second = journal().payment("pay_post").join().orElseThrow();
    journal()
        .commit(
            Commit.of("c3", second.become(PaymentState.PARTIALLY_REFUNDED), NOW, TODAY)
                .entry(new NewEntry(EventKind.ATTEMPT_ENDED, refunded))
                .build())
        .join();
    assertThat(postings("pay_post"))
        .hasSize(4)
        .endsWith(
            "3/1 merchant_payable <- customer 400 JPY gateway-a",
            "3/2 customer <- provider_receivable 400 JPY gateway-a");
  }

  @Test
  void theSequenceIsGaplessAndAStaleCommitLeavesNothingBehind() {
    journal().commit(opening("pay_seq", "seq-key").build()).join();
    Payment first = journal().payment("pay_seq").join().orElseThrow();
    assertThat(first.seq()).isEqualTo(1);

    var ended =
        Commit.of("c2", first.become(PaymentState.APPROVED), NOW, TODAY)
            .entry(
                new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.NONE, "{\"x\":1}", "pay_seq"))
            .build();
    assertThat(journal().commit(ended).join()).isEqualTo(CommitResult.COMMITTED);

    var late =
        Commit.of("c3", first, NOW, TODAY)
            .entry(new NewEntry(EventKind.CONFIRMED, EventData.Facts.NONE))
            .claim(new Claim("late-key", "pay_seq", "pay_seq", "f", NOW))
            .card(CardNumber.of("4111111111111111", "pan"))
            .followUp(
                new FollowUp("pay_seq", 1, Operation.CHARGE, "gateway-a", "pay_seq", 1000, NOW))
            .build();
    assertThat(journal().commit(late).join()).isEqualTo(CommitResult.STALE);
    assertThat(journal().claim("acme", "late-key").join()).isEmpty();
    assertThat(journal().card("pay_seq").join()).isEmpty();
    assertThat(owed("pay_seq/1")).isFalse();

    assertThat(journal().history("pay_seq").join())
        .extracting(io.serai.journal.HistoryEntry::seq)
        .containsExactly(1, 2);
    assertThat(journal().answer("pay_seq", "pay_seq").join()).contains("{\"x\":1}");
    assertThat(journal().payment("pay_seq").join().orElseThrow().state())
        .isEqualTo(PaymentState.APPROVED);
  }

  @Test
  void onlyTheEntryThatIsRefusedFails() {
    List<CompletableFuture<CommitResult>> good = new ArrayList<>();
    CompletableFuture<CommitResult> bad = null;
    for (int i = 0; i < 50; i++) {
      if (i == 20) {
        bad = journal().commit(opening("pay_bad\u0000", "bad-key").build());
      }
      good.add(journal().commit(opening("pay_good" + i, "good-key" + i).build()));
    }
    assertThat(good.stream().map(CompletableFuture::join)).containsOnly(CommitResult.COMMITTED);
    var refused = java.util.Objects.requireNonNull(bad);
    assertThatThrownBy(refused::join).hasMessageContaining("the journal refused the entry");
  }

  @Test
  void aCardNumberComesBackForItsPaymentOnly() {
    var card = CardNumber.of("4111111111111111", "pan");
    journal().commit(opening("pay_card", "card-key").card(card).build()).join();
    assertThat(journal().card("pay_card").join()).contains(card);
    assertThat(journal().card("pay_once").join()).isEmpty();
  }

  @Test
  void aFollowUpIsOwedUntilItIsClosed() {
    journal()
        .commit(
            opening("pay_owed", "owed-key")
                .followUp(
                    new FollowUp(
                        "pay_owed", 1, Operation.CHARGE, "gateway-a", "pay_owed", 1000, NOW))
                .build())
        .join();
    assertThat(owed("pay_owed/1")).isTrue();
    Payment payment = journal().payment("pay_owed").join().orElseThrow();
    journal()
        .commit(
            Commit.of("c9", payment, NOW, TODAY)
                .entry(new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.NONE))
                .close("pay_owed/1", "approved")
                .followUp(
                    new FollowUp(
                        "pay_owed", 1, Operation.CHARGE, "gateway-a", "pay_owed", 1000, NOW))
                .build())
        .join();
    assertThat(owed("pay_owed/1")).isFalse();
  }

  @Test
  void aReleasedKeyCanBeClaimedAgain() {
    journal().commit(opening("pay_rel", "rel-key").build()).join();
    Payment payment = journal().payment("pay_rel").join().orElseThrow();
    journal()
        .commit(
            Commit.of("c10", payment.become(PaymentState.FAILED), NOW, TODAY)
                .entry(new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.NONE))
                .release("rel-key")
                .build())
        .join();
    assertThat(journal().claim("acme", "rel-key").join()).isEmpty();
    assertThat(journal().commit(opening("pay_rel2", "rel-key").build()).join())
        .isEqualTo(CommitResult.COMMITTED);
  }

  @Test
  void aClaimThatLosesLeavesNothingOfItsCommit() {
    journal().commit(opening("pay_first", "one-key").build()).join();
    var second =
        opening("pay_second", "one-key")
            .card(CardNumber.of("4111111111111111", "pan"))
            .followUp(
                new FollowUp(
                    "pay_second", 1, Operation.CHARGE, "gateway-a", "pay_second", 1000, NOW))
            .build();
    assertThat(journal().commit(second).join()).isEqualTo(CommitResult.CLAIM_TAKEN);
    assertThat(journal().payment("pay_second").join()).isEmpty();
    assertThat(journal().history("pay_second").join()).isEmpty();
    assertThat(journal().card("pay_second").join()).isEmpty();
    assertThat(owed("pay_second/1")).isFalse();
  }

  @Test
  void aKeyIsATenantsOwn() {
    journal().commit(opening("pay_own", "own-key").build()).join();
    assertThat(journal().claim("acme", "own-key").join())
        .contains(new Claim("own-key", "pay_own", "pay_own", "f", NOW));
    assertThat(journal().claim("other", "own-key").join()).isEmpty();
  }

  @Test
  void ofTwoCommitsOnTheSameSequenceOneIsTaken() {
    journal().commit(opening("pay_race", "race-key").build()).join();
    Payment payment = journal().payment("pay_race").join().orElseThrow();
    List<CompletableFuture<CommitResult>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(
          journal()
              .commit(
                  Commit.of("c-race" + i, payment, NOW, TODAY)
                      .entry(new NewEntry(EventKind.CONFIRMED, EventData.Facts.NONE))
                      .build()));
    }
    var results = asked.stream().map(CompletableFuture::join).toList();
    assertThat(results).filteredOn(r -> r == CommitResult.COMMITTED).hasSize(1);
    assertThat(results).filteredOn(r -> r == CommitResult.STALE).hasSize(19);
    assertThat(journal().history("pay_race").join()).hasSize(2);
  }

  @Test
  void whatAnEntryTellsIsReadAsItIsOnKafka() {
    journal().commit(opening("pay_told", "told-key").build()).join();
    assertThat(journal().history("pay_told").join())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.event()).isEqualTo("attempt-started");
              assertThat(entry.at()).isEqualTo(NOW);
              assertThat(entry.data())
                  .containsEntry("payment", "pay_told")
                  .containsEntry("tenant", "acme")
                  .containsEntry("seq", 1)
                  .containsEntry("state", "pending")
                  .containsKey("business_date")
                  .doesNotContainKey("provider");
            });
  }

  @Test
  void aKeyedHashTellsTextsApartAndHidesThem() {
    assertThat(journal().keyed("4111111111111111"))
        .isEqualTo(journal().keyed("4111111111111111"))
        .isNotEqualTo(journal().keyed("4111111111111112"))
        .matches("[0-9a-f]{64}");
  }

  protected static Commit.Builder opening(String id, String key) {
    var origin =
        new Origin(
            "acme",
            "",
            Channel.REST,
            null,
            key,
            null,
            Map.of("type", "card"),
            "charges",
            "hash",
            "trace",
            NOW);
    var payment =
        new Payment(
            id,
            origin,
            Operation.CHARGE,
            new Money(1000, Currency.of("JPY")),
            0,
            PaymentState.PENDING,
            0,
            null,
            Payment.Undone.NOTHING,
            List.of(),
            false,
            null,
            null,
            Counted.NOTHING);
    return Commit.of("c-" + id, payment, NOW, TODAY)
        .entry(new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.NONE))
        .claim(new Claim(key, id, id, "f", NOW));
  }
}
