package io.serai.issuing.rules;

import io.serai.issuing.Usage.Used;

/**
 * One rule of a program.
 *
 * @param name its name, which is the reason in the history and under which it counts
 * @param when what it is about
 * @param check what it looks at
 */
record Rule(String name, When when, Check check) {

  /** What it says; what it is not about passes. */
  Verdict judge(Asked asked, Used used) {
    return when.covers(asked) ? check.judge(asked, used) : Verdict.PASS;
  }
}
