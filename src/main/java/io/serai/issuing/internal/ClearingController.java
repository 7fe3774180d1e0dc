package io.serai.issuing.internal;

import io.serai.issuing.ClearingFiles;
import io.serai.issuing.ClearingImport;
import io.serai.issuing.ClearingReport;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Clearing files and disputes for operators. */
@RestController
@RequestMapping("/v1/ops")
class ClearingController {

  private static final Logger LOG = LoggerFactory.getLogger(ClearingController.class);

  private final ClearingImport imports;
  private final ClearingFiles files;
  private final DisputesByHand disputes;

  ClearingController(ClearingImport imports, ClearingFiles files, DisputesByHand disputes) {
    this.imports = imports;
    this.files = files;
    this.disputes = disputes;
  }

  /** Takes a file in, which is the body; its records are booked from then on. */
  @PostMapping(path = "/clearing", consumes = "text/csv")
  ClearingReport read(@RequestParam String tenant, HttpServletRequest request, Principal operator)
      throws IOException {
    ClearingReport report =
        imports.read(
            request.getInputStream(),
            tenant,
            operator.getName(),
            line -> LOG.info("Clearing file of {}: {}", operator.getName(), line));
    LOG.info(
        "{} sent clearing file {}: {} records, {} put aside",
        operator.getName(),
        report.file(),
        report.records(),
        report.aside());
    return report;
  }

  /** Gives a holder money back for what was presented. */
  @PostMapping("/cards/{card}/chargebacks")
  ClearingReport chargeback(
      @PathVariable String card, @RequestBody DisputesByHand.Said said, Principal operator) {
    return write(card, ClearingType.CHARGEBACK, said, operator);
  }

  /** Takes it again, since the merchant was right. */
  @PostMapping("/cards/{card}/representments")
  ClearingReport representment(
      @PathVariable String card, @RequestBody DisputesByHand.Said said, Principal operator) {
    return write(card, ClearingType.REPRESENTMENT, said, operator);
  }

  private ClearingReport write(
      String card, ClearingType type, DisputesByHand.Said said, Principal operator) {
    ClearingReport report = disputes.write(card, type, said, operator.getName());
    LOG.info("{} wrote down a {} of card {}", operator.getName(), type.word(), card);
    return report;
  }

  /** How a file stands. */
  @GetMapping("/clearing/{file}")
  ClearingReport report(
      @PathVariable String file, @RequestParam(required = false) @Nullable String tenant) {
    return files.report(tenant, file);
  }
}
