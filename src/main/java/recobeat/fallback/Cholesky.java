package recobeat.fallback;

/** Solves systems of a symmetric, positive definite matrix in place. */
final class Cholesky {

  /** Keeps a matrix that rounding made singular from dividing by nothing. */
  private static final double LEAST = 1e-9;

  private Cholesky() {}

  /**
   * Solves {@code matrix * x = right}.
   *
   * @param matrix its lower half is read, and overwritten
   * @param right overwritten by x
   */
  static void solve(double[][] matrix, double[] right) {
    int n = right.length;
    for (int i = 0; i < n; i++) {
      double[] row = matrix[i];
      for (int j = 0; j <= i; j++) {
        double[] above = matrix[j];
        double sum = row[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * above[k];
        }
        row[j] = i == j ? Math.sqrt(Math.max(sum, LEAST)) : sum / above[j];
      }
      double sum = right[i];
      for (int k = 0; k < i; k++) {
        sum -= row[k] * right[k];
      }
      right[i] = sum / row[i];
    }
    for (int i = n - 1; i >= 0; i--) {
      right[i] /= matrix[i][i];
      for (int k = 0; k < i; k++) {
        right[k] -= matrix[i][k] * right[i];
      }
    }
  }
}
