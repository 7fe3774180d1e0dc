package io.serai.receipt.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import io.serai.notice.NoticeHandler;
import io.serai.payment.Ids;
import io.serai.provider.Attempts;
import io.serai.provider.ProviderDirectory;
import io.serai.receipt.PurchaseBook;
import io.serai.receipt.ReceiptBook;
import io.serai.receipt.Receipts;
import io.serai.receipt.ToldPurchases;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the verification of receipts together. */
@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

  private static final int THREADS = 2;
  private static final int LONGEST_QUEUE = 1024;

  @Bean
  PostgresReceiptBook receiptBook(
      JdbcTemplate jdbc, ObjectMapper json, PlatformTransactionManager transactions) {
    var threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LONGEST_QUEUE),
            task -> new Thread(task, "serai-receipts"));
    return new PostgresReceiptBook(
        new ReceiptRows(jdbc, json), new TransactionTemplate(transactions), threads);
  }

  @Bean
  Receipts receipts(
      Attempts attempts, ReceiptBook book, Journal journal, SharedTime time, Ids ids) {
    return new Receipts(attempts, book, journal, time, ids);
  }

  /** What stores tell of purchases. */
  @Bean
  NoticeHandler receiptNotices(
      Attempts attempts,
      PurchaseBook book,
      Journal journal,
      ProviderDirectory providers,
      SharedTime time) {
    return new ReceiptNotices(
        new ToldPurchases(attempts, book, journal, time), providers, time.clock());
  }
}
