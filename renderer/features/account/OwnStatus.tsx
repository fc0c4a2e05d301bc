export function OwnStatus() {
  return null;
}
