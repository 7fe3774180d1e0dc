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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Clearing files for operators. */
@RestController
@RequestMapping("/v1/ops/clearing")
class ClearingController {

  private static final Logger LOG = LoggerFactory.getLogger(ClearingController.class);

  private final ClearingImport imports;
  private final ClearingFiles files;

  ClearingController(ClearingImport imports, ClearingFiles files) {
    this.imports = imports;
    this.files = files;
  }

  /** Takes a file in, which is the body; its records are booked from then on. */
  @PostMapping(consumes = "text/csv")
  ClearingReport read(
      @RequestParam String tenant, HttpServletRequest request, Principal operator)
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

  /** How a file stands. */
  @GetMapping("/{file}")
  ClearingReport report(
      @PathVariable String file, @RequestParam(required = false) @Nullable String tenant) {
    return files.report(tenant, file);
  }
}
