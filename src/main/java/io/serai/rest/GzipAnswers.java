package io.serai.rest;

import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.netty.handler.codec.http.HttpContentCompressor;

/** Compresses answers for whom takes gzip (S3.11), and in no other way. */
final class GzipAnswers extends HttpContentCompressor {

  GzipAnswers(int shortestBytes) {
    super(shortestBytes, StandardCompressionOptions.gzip());
  }
}
