// The frame of every page: Next.js wants one.
export const metadata = { title: 'A sample page', icons: { icon: 'data:,' } };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
