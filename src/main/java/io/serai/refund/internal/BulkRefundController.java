package io.serai.refund.internal;

import io.serai.intake.Paging;
import io.serai.refund.BulkRefund;
import io.serai.refund.BulkRefunds;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bulk refunds for operators (S1.88); who did it and why is kept with each. */
@RestController
@RequestMapping("/v1/ops/bulk-refunds")
class BulkRefundController {

  private static final int MOST = 100;

  private final BulkRefunds jobs;

  BulkRefundController(BulkRefunds jobs) {
    this.jobs = jobs;
  }

  /** Begins one; with {@code dry_run} it only counts. */
  @PostMapping
  ResponseEntity<?> create(@RequestBody byte[] body, Principal operator) {
    var request = BulkRefundRequest.creation(body);
    return request.dryRun()
        ? ResponseEntity.ok(jobs.dryRun(request.filter()))
        : ResponseEntity.status(HttpStatus.CREATED)
            .body(
                jobs.create(
                    request.filter(), operator.getName(), request.reason(), request.rate()));
  }

  /** The latest ones first. */
  @GetMapping
  Map<String, List<BulkRefund>> list(@RequestParam(defaultValue = "20") int limit) {
    return Map.of("bulk_refunds", jobs.list(Paging.limit(limit, MOST)));
  }

  /** One of them, with its progress. */
  @GetMapping("/{id}")
  BulkRefund show(@PathVariable String id) {
    return jobs.show(id);
  }

  /** Begins no more refunds until it is resumed. */
  @PostMapping("/{id}/pause")
  BulkRefund pause(@PathVariable String id, @RequestBody byte[] body, Principal operator) {
    return jobs.pause(id, operator.getName(), BulkRefundRequest.change(body).reason());
  }

  /** Goes on. */
  @PostMapping("/{id}/resume")
  BulkRefund resume(@PathVariable String id, @RequestBody byte[] body, Principal operator) {
    return jobs.resume(id, operator.getName(), BulkRefundRequest.change(body).reason());
  }

  /** Begins no more refunds, for good. */
  @PostMapping("/{id}/cancel")
  BulkRefund cancel(@PathVariable String id, @RequestBody byte[] body, Principal operator) {
    return jobs.cancel(id, operator.getName(), BulkRefundRequest.change(body).reason());
  }
}
