// The frame of every page, which Next.js requires.
export const metadata = { title: 'A sample page', icons: { icon: 'data:,' } };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
