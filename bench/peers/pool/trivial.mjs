// The function that each pool calls for each item.
export default function increment({ n }) {
  return { n: n + 1 };
}
